package main

// alarm is a CloudWatch alarm that tells the topic when it begins and ends.
type alarm struct {
	Name        string            `json:"alarm_name"`
	Description string            `json:"alarm_description"`
	Namespace   string            `json:"namespace"`
	Metric      string            `json:"metric_name"`
	Dimensions  map[string]string `json:"dimensions"`
	Statistic   string            `json:"statistic"`
	Comparison  string            `json:"comparison_operator"`
	Threshold   int               `json:"threshold"`
	Period      int               `json:"period"`             // seconds
	Periods     int               `json:"evaluation_periods"` // that have to be bad
	Missing     string            `json:"treat_missing_data"`
	Actions     []string          `json:"alarm_actions"`
	OKActions   []string          `json:"ok_actions"`
}

const (
	below = "LessThanThreshold"
	above = "GreaterThanThreshold"
)

var (
	users      = map[string]string{"LoadBalancer": expr("aws_lb.users.arn_suffix")}
	target     = map[string]string{"LoadBalancer": users["LoadBalancer"], "TargetGroup": expr("aws_lb_target_group.users.arn_suffix")}
	controller = map[string]string{"ClusterName": expr("aws_ecs_cluster.cluster.name"), "ServiceName": expr("aws_ecs_service.controller.name")}
	home       = map[string]string{"FileSystemId": expr("aws_efs_file_system.jenkins_home.id")}
)

// halfOfTheCredits is half of the burst credits that a file system begins with,
// in bytes. Without credits Jenkins is too slow to be used.
const halfOfTheCredits = 2_308_974_418_330 / 2

// alarms are the five alarms, by their names in Terraform.
var alarms = map[string]alarm{
	"burst_credits": {
		Name: "jenkins-efs-low-burst-credits-balance", Description: "Half of the file system's burst credits are used up.",
		Namespace: "AWS/EFS", Metric: "BurstCreditBalance", Dimensions: home,
		Statistic: "Minimum", Comparison: below, Threshold: halfOfTheCredits, Periods: 1,
	},
	"errors": {
		Name: "jenkins-alb-too-many-5xx-errors", Description: "Jenkins answers with errors; see the log group " + controllerLogGroup + ".",
		Namespace: "AWS/ApplicationELB", Metric: "HTTPCode_Target_5XX_Count", Dimensions: users,
		Statistic: "Sum", Comparison: above, Threshold: 60, Period: 300, Periods: 1,
	},
	"no_target": {
		Name: "jenkins-alb-no-healthy-target", Description: "No controller is there, or it does not answer the health check.",
		Namespace: "AWS/ApplicationELB", Metric: "HealthyHostCount", Dimensions: target,
		Statistic: "Average", Comparison: below, Threshold: 1, Periods: 5,
	},
	"cpu": {
		Name: "jenkins-master-high-cpu-utilization", Description: "The controller's CPU is in use by more than 80 %.",
		Namespace: "AWS/ECS", Metric: "CPUUtilization", Dimensions: controller,
		Statistic: "Average", Comparison: above, Threshold: 80, Periods: 5,
	},
	"memory": {
		Name: "jenkins-master-high-memory-utilization", Description: "The controller's memory is in use by more than 75 %.",
		Namespace: "AWS/ECS", Metric: "MemoryUtilization", Dimensions: controller,
		Statistic: "Average", Comparison: above, Threshold: 75, Periods: 5,
	},
}

// monitoringModule is the topic and the alarms. Whoever wants them by mail
// subscribes to the topic by hand: an address has to confirm.
func monitoringModule() module {
	topic := []string{expr("aws_sns_topic.alarms.arn")}
	all := object{}
	for name, a := range alarms {
		if a.Period == 0 {
			a.Period = 60
		}
		a.Missing, a.Actions, a.OKActions = "notBreaching", topic, topic
		all[name] = a
	}
	return module{"resource": object{
		"aws_sns_topic":               object{"alarms": object{"name": "jenkins-alarms"}},
		"aws_cloudwatch_metric_alarm": all,
	}}
}
