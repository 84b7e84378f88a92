package main

import (
	"github.com/jenkinscode/jenkinscode/casc"
	"github.com/jenkinscode/jenkinscode/jobdsl"
	"github.com/jenkinscode/jenkinscode/values"
)

const (
	httpPort     = 8080
	inboundPort  = 50000 // agents connect to it
	agentLabel   = "example-agent"
	passwordName = "JENKINS_ADMIN_PASSWORD" // the variable with the administrator's password
)

// configuration is what the controller starts with.
var configuration = casc.Document{
	Jenkins: casc.Jenkins{
		SystemMessage: "Configured by code: what is changed by hand is lost at the next start.",
		NumExecutors:  new(0), // builds run on agents only
		SecurityRealm: casc.LocalRealm{
			AllowsSignup: new(false),
			Users:        []casc.User{{ID: "admin", Name: "admin", Password: casc.Var(passwordName)}},
		},
		AuthorizationStrategy: casc.LoggedInUsersCanDoAnything{AllowAnonymousRead: new(false)},
		SlaveAgentPort:        new(inboundPort),
		Clouds: []casc.Cloud{casc.ECSCloud{
			Name:             "fargate",
			CredentialsID:    "", // the task's role
			Cluster:          placeholder("cluster_arn"),
			RegionName:       placeholder("region"),
			JenkinsURL:       placeholder("private_url"),
			AllowedOverrides: "inheritFrom,label,memory,cpu,image",
			Templates:        []casc.ECSTaskTemplate{exampleAgent},
		}},
	},
	Security: casc.Security{SSHD: casc.SSHD{Port: new(-1)}}, // no SSH server
	Unclassified: casc.Unclassified{
		Location: casc.Location{URL: placeholder("public_url")},
	},
	Jobs: []casc.JobSource{casc.JobScript{Script: jobs}},
}

// exampleAgent is the agent of the example job: a Fargate task that ends with
// the build.
var exampleAgent = casc.ECSTaskTemplate{
	TemplateName:          "example-template",
	Label:                 agentLabel,
	Image:                 placeholder("agent_image"),
	LaunchType:            casc.ECSLaunchFargate,
	OperatingSystemFamily: "LINUX",
	CPUArchitecture:       "X86_64",
	NetworkMode:           "awsvpc", // the only one on Fargate
	PlatformVersion:       "1.4.0",
	CPU:                   new(1024),
	Memory:                new(0),
	MemoryReservation:     new(2048),
	RemoteFSRoot:          "/home/jenkins",
	Subnets:               placeholder("agents_subnet_ids"),
	SecurityGroups:        placeholder("agents_sg_ids"),
	AssignPublicIP:        new(false),
	Privileged:            new(false), // Fargate has no other
	TaskRole:              placeholder("agents_task_role_arn"),
	ExecutionRole:         placeholder("agents_execution_role_arn"),
	LogDriver:             "awslogs",
	LogDriverOptions: []casc.ECSNameValue{
		{Name: "awslogs-region", Value: placeholder("region")},
		{Name: "awslogs-group", Value: agentsLogGroup},
		{Name: "awslogs-stream-prefix", Value: "task"},
	},
}

// jobs is the script of the example job.
var jobs = jobdsl.Script{
	jobdsl.PipelineJob{
		Name:        "example",
		Description: "Shows who a build on Fargate is and what it sees.",
		Definition:  jobdsl.Cps{Script: examplePipeline, Sandbox: new(true)},
	},
}

const examplePipeline = `pipeline {
    agent { label '` + agentLabel + `' }
    stages {
        stage('Who am I') {
            steps {
                sh 'aws sts get-caller-identity'
                sh 'env'
                sh 'curl -s "${ECS_CONTAINER_METADATA_URI_V4}/task" | jq .'
            }
        }
    }
}
`

// plugins are installed into the controller's image.
var plugins = values.Plugins{
	{ID: "amazon-ecs", Version: "1.49"},
	{ID: "configuration-as-code", Version: "2115.vf6de120eef70"},
	{ID: "job-dsl", Version: "1.93"},
	{ID: "sshd", Version: "3.374.v19b_d59ce6610"},
	{ID: "workflow-aggregator", Version: "608.v67378e9d3db_1"},
}
