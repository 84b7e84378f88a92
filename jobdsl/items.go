package jobdsl

// Queue puts a job into the build queue when the script runs: queue(jobName).
type Queue struct {
	IsItem `dsl:"queue"`

	// Job is the full name of the job.
	Job string `dsl:"jobName,arg" jc:"required,ref=job"`
}

// UserContent puts a file of the seed job's workspace into the controller's
// userContent folder: userContent(path, streamFileFromWorkspace(file)).
type UserContent struct {
	IsItem `dsl:"userContent"`

	// Path is where the file is put, below JENKINS_HOME/userContent.
	Path string `dsl:"path,arg" jc:"required"`
	// Content is what is put there.
	Content WorkspaceFile `dsl:"content,arg" jc:"required"`
}

// WorkspaceFile is the path of a file in the seed job's workspace, as the
// argument of streamFileFromWorkspace(filePath).
type WorkspaceFile string

// ConfigFiles makes files of the config-file-provider plugin: configFiles({…}).
// Only a seed job inside Jenkins can do it.
type ConfigFiles struct {
	IsItem `dsl:"configFiles,closure" jc:"plugin=config-file-provider:2.15.4"`

	// Files are the files.
	Files []ConfigFile `dsl:"files,inline"`
}

// ExistingFolder declares a folder that another script or a person makes, so
// that items of this script may stand in it. Nothing is written for it.
type ExistingFolder struct {
	// Name is the folder's full name.
	Name string
}

func (ExistingFolder) item() {}

// IsElement, embedded, gives a struct the name by which it stands in a list of
// the dynamic DSL. Its tag names the call: `dsl:"name"`.
type IsElement struct{}
