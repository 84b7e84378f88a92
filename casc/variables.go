package casc

import "github.com/jenkinscode/jenkinscode/internal/live"

// Var returns a reference to the variable of that name: Jenkins puts in its
// place what the controller's environment, a mounted secret or another secret
// source says (${name}). It is an ordinary string that can stand alone or in
// the middle of a text:
//
//	JenkinsURL: "https://" + casc.Var("domain") + "/"
//
// A variable that no source knows becomes empty text, with a warning in the log,
// or stops Jenkins when it runs with casc.strict.secret.resolution. Jenkins
// expands references in the value of a variable too.
func Var(name string) string { return live.Mark(live.JCasC, name) }

// VarOr is [Var] with a default for a variable that no source knows
// (${name:-fallback}). A variable that is set and empty stays empty. The
// fallback is literal text unless it holds references of its own.
func VarOr(name, fallback string) string { return live.Mark(live.JCasC, name+":-"+fallback) }

// ReadFile returns a reference to the text of a file on the controller, read as
// UTF-8 (${readFile:path}). The text keeps its last newline, which a key needs
// and a password must not have: see [Trim].
func ReadFile(path string) string { return live.Mark(live.JCasC, "readFile:"+path) }

// ReadFileBase64 returns a reference to the bytes of a file on the controller in
// base64, for attributes that hold binary files such as a certificate store
// (${readFileBase64:path}).
func ReadFileBase64(path string) string { return live.Mark(live.JCasC, "readFileBase64:"+path) }

// Base64 returns a reference to text encoded in base64, where text usually is a
// reference itself (${base64:${NAME}}).
func Base64(text string) string { return live.Mark(live.JCasC, "base64:"+text) }

// DecodeBase64 returns a reference to what text, which usually is a reference
// itself, decodes to (${decodeBase64:${NAME}}).
func DecodeBase64(text string) string { return live.Mark(live.JCasC, "decodeBase64:"+text) }

// JSON returns a reference to the value of one key of a JSON object, given as
// text that usually is a reference itself (${json:key:${NAME}}).
func JSON(key, object string) string { return live.Mark(live.JCasC, "json:"+key+":"+object) }

// SysProp returns a reference to a system property of the controller's JVM
// (${sysProp:name}). One that is not set becomes empty text.
func SysProp(name string) string { return live.Mark(live.JCasC, "sysProp:"+name) }

// Trim returns a reference to text, which usually is a reference itself, without
// white space at its end: Trim(ReadFile("/run/secrets/token")) drops the newline
// that an editor left there (${trim:…}; configuration-as-code 1985 or later).
func Trim(text string) string { return live.Mark(live.JCasC, "trim:"+text) }

// Verbatim returns a string that is written just as text stands, in the syntax
// that Jenkins reads: ${NAME} is a reference in it and ^${NAME} is not. [Parse]
// makes such strings of texts whose meaning depends on the values of variables,
// for instance one with a ${ that nothing closes before a reference.
func Verbatim(text string) string { return live.Mark(live.JCasC, verbatim+text) }

// Insecure returns s, as literal text, for a field that takes secrets and refuses
// literal ones: whoever reads the repository then knows the secret. It is for
// tests and for values that are no secret after all, such as the password of a
// demonstration.
func Insecure(s string) string { return live.Mark(live.JCasC, insecure+s) }

// What begins an expression that is none: no reference begins with }, which would
// end it.
const (
	verbatim = "}v" // a text as it is to be written follows
	insecure = "}l" // literal text follows
)
