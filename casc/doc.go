// Package casc is the configuration of a Jenkins controller as plain Go data: the
// document that the configuration-as-code plugin (JCasC) reads.
//
// A [Document] is a struct with a field for each root element. A choice, such as
// a cloud or a security realm, is a small interface with one struct for each
// alternative, used as a value:
//
//	casc.Jenkins{
//		NumExecutors:          new(0),
//		AuthorizationStrategy: casc.LoggedInUsersCanDoAnything{AllowAnonymousRead: new(false)},
//		Clouds:                []casc.Cloud{casc.KubernetesCloud{Name: "build"}},
//	}
//
// Optional numbers and booleans are pointers, which new(0) and new(false) spell.
// What is nil or zero is left out; an empty slice that is not nil is written.
//
// What the structs don't know can always be said: every struct has an Extra map
// of further attributes, every interface is satisfied by [Raw], and a struct of
// your own plugs in by embedding a marker such as [IsCloud]:
//
//	type NomadCloud struct {
//		casc.IsCloud `json:"-" jc:"symbol=nomad"`
//		NomadURL     string `json:"nomadUrl"`
//	}
//
// # Where things are
//
// This package has the root elements, and what comes with Jenkins and the
// plugins that nearly every controller has. Larger plugins have packages of their
// own: azure, bitbucket, branch, configfile, docker, ec2, git, github, gitlab,
// gitea, jira, job, mail, opentelemetry, script, sonarqube and vault. Package kind
// has the interfaces alone.
//
// Most structs are generated from tables of what the plugins' classes take, in
// which every attribute that a document can hold has a field. For the plugins of
// one particular controller, the command casc/schemagen writes structs from the
// JSON schema that this controller serves; [DocumentOf] makes a [Document] of
// them.
//
// # Text and references
//
// Strings are literal: what stands in a Go string is what Jenkins gets, ${ and
// ^ included. A reference is made by a function ([Var], [VarOr], [ReadFile],
// [ReadFileBase64], [Base64], [DecodeBase64], [JSON], [SysProp], [Trim]) that
// returns an ordinary string, which can stand alone, in the middle of a text, or
// in another reference:
//
//	JenkinsURL: "https://" + casc.Var("domain") + "/"
//	Secret:     casc.Trim(casc.ReadFile("/run/secrets/token"))
//
// Where a number, a boolean or an alternative must stand, a reference goes into
// the Extra map, or into the Symbol of a [Raw]. Map keys and the names of an
// enumeration are never resolved, so that a reference there is an error.
//
// [Variables] lists what a document needs, and a [Resolver] shows the document as
// Jenkins is going to see it. [EscapeText] and [ParseText] are the two directions
// for a text outside a document.
//
// # Secrets
//
// A field that holds a secret wants a reference: [Validate] refuses a literal
// there, a literal default ([VarOr]) and one that is only decoded included. Whoever
// insists writes [Insecure].
//
// # Reading and merging
//
// [Parse] reads an existing file as Jenkins does and loses nothing of it; its
// strict mode reports, with file, line and path, what Jenkins would refuse or lose.
// [Merge] makes one document of several by the plugin's two strategies, and [Split]
// makes several of one, for the chart's configScripts and, with [ConfigMaps], for
// kustomize. [ValidateSchema] holds a document against what a live controller says
// of itself.
//
// # What people run into
//
// What the issues of the plugin and the chart are mostly about, and what becomes of
// it here:
//
//  1. Variables swallowed in scripts. Strings and scripts are literal, in every
//     attribute: nobody has to know where ${ needs a ^ before it.
//  2. Jenkins does not start for an unknown name. A field's name is checked by the
//     compiler; strict reading finds a name that is misspelt, stands too deep or not
//     deep enough, and lines that a tab begins; [ValidateSchema] finds what the
//     plugins of a controller are too old for; and [StrictnessWarn] lets Jenkins
//     start nevertheless.
//  3. An export can't be imported. Strict reading finds what Jenkins could not
//     export and what it exports but does not take, and [Validate] the secrets that
//     only the exporting controller can decrypt.
//  4. Several files conflict. [Merge] does what Jenkins will do, reports all
//     conflicts with the lines of both sides, and warns of elements that stand twice
//     because lists are appended.
//  5. Jobs stay, fail or wait for approval. A [JobScript] that holds a
//     jobdsl.Script is checked before Jenkins compiles it; [ScriptHash] approves a
//     script before it first runs; [Items] can delete jobs that are no longer
//     declared, which jobs of a [JobScript] never are.
//  6. Keys and secrets arrive changed. Text keeps every newline and blank; a file
//     that is read as text where base64 is wanted, and a key that [Trim] takes the
//     last newline of, are refused; [Variables] and a strict [Resolver] tell which
//     variable has no value before it silently becomes empty.
//  7. Numbers become nothing. What Jenkins' reader takes for a float, a date or null
//     is written in quotes, and strict reading finds where somebody else did not.
//  8. A reload has side effects. The same configuration is the same bytes, so that
//     nothing is reloaded unless something has changed; podtemplate.WithIDs gives
//     templates an ID that stays, so that agents keep theirs. Changes that were made
//     in the user interface are still lost: declare them.
//  9. Pod templates inherit otherwise than thought. podtemplate.Effective shows the
//     pod, [KubernetesCloud.Registry] what it is made of and the warnings of what is
//     lost on the way, and [Validate] finds parents that are not there.
//  10. JCasC is text in the chart's values. A [Document] is a value there too, and
//     whatever writes it writes the block of text.
package casc
