package opentelemetry_test

import (
	"fmt"

	"github.com/jenkinscode/jenkinscode/casc"
	"github.com/jenkinscode/jenkinscode/casc/kind"
	"github.com/jenkinscode/jenkinscode/casc/opentelemetry"
)

// Traces of builds go to a collector, and are shown by Jaeger.
func Example() {
	text, err := casc.Document{Unclassified: casc.Unclassified{
		OpenTelemetry: opentelemetry.Configuration{
			Endpoint: "http://otel-collector:4317", ServiceName: "jenkins",
			Authentication:        opentelemetry.NoAuthentication{},
			ObservabilityBackends: []kind.ObservabilityBackend{opentelemetry.JaegerBackend{JaegerBaseURL: "https://jaeger.example.com"}},
		},
	}}.MarshalText()
	if err != nil {
		fmt.Println(err)
	}
	fmt.Print(string(text))
	// Output:
	// unclassified:
	//   openTelemetry:
	//     endpoint: http://otel-collector:4317
	//     authentication: noAuthentication
	//     observabilityBackends:
	//     - jaeger:
	//         jaegerBaseUrl: https://jaeger.example.com
	//     serviceName: jenkins
}
