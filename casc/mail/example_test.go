package mail_test

import (
	"fmt"

	"github.com/jenkinscode/jenkinscode/casc"
	"github.com/jenkinscode/jenkinscode/casc/mail"
)

// The mail server.
func Example() {
	text, err := casc.Document{Unclassified: casc.Unclassified{
		Mailer: mail.MailerConfiguration{
			SMTPHost: "smtp.example.com", SMTPPort: "587", UseTLS: new(true), ReplyToAddress: "noreply@example.com",
			Authentication: mail.SMTPAuthentication{Username: "jenkins", Password: casc.Var("SMTP_PASSWORD")},
		},
	}}.MarshalText()
	if err != nil {
		fmt.Println(err)
	}
	fmt.Print(string(text))
	// Output:
	// unclassified:
	//   mailer:
	//     replyToAddress: noreply@example.com
	//     smtpHost: smtp.example.com
	//     useTls: true
	//     smtpPort: "587"
	//     authentication:
	//       username: jenkins
	//       password: ${SMTP_PASSWORD}
}
