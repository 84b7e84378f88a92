package main

// Names that show in AWS.
const (
	controllerName     = "jenkins-master"
	controllerLogGroup = "/jenkins/master"
	agentsLogGroup     = "/jenkins/agents"
	homeVolume         = "jenkins-home"
	configurationKey   = "jenkins-conf.yml"
)

// configurationModule is the filled template as an object in a bucket that keeps
// every version, and the administrator's password.
func configurationModule() module {
	const bucket = "aws_s3_bucket.configuration"
	return module{
		"locals": object{"jcasc": expr(fill())},
		"resource": object{
			"aws_s3_bucket": object{"configuration": object{
				"bucket": "jenkins-jcasc-" + expr("data.aws_caller_identity.current.account_id"),
			}},
			"aws_s3_bucket_versioning": object{"configuration": object{
				"bucket":                   expr(bucket + ".id"),
				"versioning_configuration": object{"status": "Enabled"},
			}},
			"aws_s3_bucket_public_access_block": object{"configuration": object{
				"bucket":            expr(bucket + ".id"),
				"block_public_acls": true, "block_public_policy": true,
				"ignore_public_acls": true, "restrict_public_buckets": true,
			}},
			"aws_s3_object": object{"configuration": object{
				// By way of the versioning, so that the first object has a version too.
				"bucket":       expr("aws_s3_bucket_versioning.configuration.bucket"),
				"key":          configurationKey,
				"content":      expr("local.jcasc"),
				"etag":         expr("md5(local.jcasc)"), // a new version whenever it changes
				"content_type": "application/yaml",
			}},
			"random_password":           object{"admin": object{"length": 16}},
			"aws_secretsmanager_secret": object{"admin": object{"name_prefix": "jenkins-admin-"}},
			"aws_secretsmanager_secret_version": object{"admin": object{
				"secret_id":     expr("aws_secretsmanager_secret.admin.id"),
				"secret_string": expr("random_password.admin.result"),
			}},
			"aws_iam_role_policy": object{
				"controller_execution": object{
					"role":   expr("aws_iam_role.controller_execution.id"),
					"policy": text{allow("aws_secretsmanager_secret.admin.arn", "", "secretsmanager:GetSecretValue")},
				},
				"controller_task": object{
					"role":   expr("aws_iam_role.controller_task.id"),
					"policy": text{allow(bucket+".arn", "/*", "s3:GetObject", "s3:GetObjectVersion")},
				},
			},
		},
	}
}

// allow is a policy that allows actions on the resource whose ARN the expression
// and the suffix give.
func allow(arn, suffix string, actions ...string) object {
	return object{"Version": "2012-10-17", "Statement": []object{{
		"Effect": "Allow", "Action": actions, "Resource": expr(arn) + suffix,
	}}}
}

// controllerModule is the controller: one task, replaced whenever the version of
// the configuration changes.
func controllerModule() module {
	logs := func(name string, days int) object { return object{"name": name, "retention_in_days": days} }
	target := func(group string, port int) object {
		return object{
			"target_group_arn": expr("aws_lb_target_group." + group + ".arn"),
			"container_name":   controllerName, "container_port": port,
		}
	}
	return module{"resource": object{
		"aws_ecs_cluster": object{"cluster": object{"name": "jenkins-cluster"}},
		"aws_cloudwatch_log_group": object{
			"controller": logs(controllerLogGroup, 14),
			"agents":     logs(agentsLogGroup, 5),
		},
		"aws_ecs_task_definition": object{"controller": object{
			"family":                   controllerName,
			"execution_role_arn":       expr("aws_iam_role.controller_execution.arn"),
			"task_role_arn":            expr("aws_iam_role.controller_task.arn"),
			"requires_compatibilities": []string{"FARGATE"},
			"network_mode":             "awsvpc",
			"cpu":                      "1024",
			"memory":                   "2048",
			"container_definitions":    text{[]object{container()}},
			"volume": object{
				"name":                     homeVolume,
				"efs_volume_configuration": object{"file_system_id": expr("aws_efs_file_system.jenkins_home.id"), "transit_encryption": "ENABLED"},
			},
		}},
		"aws_ecs_service": object{"controller": object{
			"name":             controllerName,
			"cluster":          expr("aws_ecs_cluster.cluster.id"),
			"task_definition":  expr("aws_ecs_task_definition.controller.arn"),
			"launch_type":      "FARGATE",
			"platform_version": exampleAgent.PlatformVersion,
			"desired_count":    1,
			// Two controllers must not share a home: the old one stops first.
			"deployment_minimum_healthy_percent": 0,
			"deployment_maximum_percent":         100,
			"network_configuration": object{
				"security_groups":  []string{expr("aws_security_group.controller.id")},
				"subnets":          expr("var.private_subnets"),
				"assign_public_ip": false,
			},
			"load_balancer": []object{
				target("users", httpPort), target("agents_http", httpPort), target("agents_inbound", inboundPort),
			},
		}},
	}}
}

// container is the controller's container definition.
func container() object {
	variable := func(name, value string) object { return object{"name": name, "value": value} }
	return object{
		"name":      controllerName,
		"image":     expr("var.controller_docker_image"),
		"essential": true,
		"portMappings": []object{
			{"containerPort": httpPort, "protocol": "tcp"},
			{"containerPort": inboundPort, "protocol": "tcp"},
		},
		"mountPoints": []object{{"sourceVolume": homeVolume, "containerPath": "/var/jenkins_home"}},
		"environment": []object{
			variable("CASC_JENKINS_CONFIG", "/var/jenkins_home/jenkins.yaml"),
			variable("JENKINS_CONF_S3_BUCKET", expr("aws_s3_object.configuration.bucket")),
			variable("JENKINS_CONF_S3_KEY", configurationKey),
			variable("JENKINS_CONF_S3_VERSION_ID", expr("aws_s3_object.configuration.version_id")),
		},
		"secrets": []object{{"name": passwordName, "valueFrom": expr("aws_secretsmanager_secret.admin.arn")}},
		"logConfiguration": object{"logDriver": "awslogs", "options": object{
			"awslogs-group":         controllerLogGroup,
			"awslogs-region":        expr("var.aws_region"),
			"awslogs-stream-prefix": "service",
		}},
	}
}

// outputs is what terraform apply prints.
var outputs = module{"output": object{
	"jenkins_public_url": object{"value": expr("local.jenkins_public_url")},
	"jenkins_credentials": object{"sensitive": true, "value": object{
		"username": "admin", "password": expr("random_password.admin.result"),
	}},
	"master_config_on_s3": object{"value": "s3://" + expr("aws_s3_object.configuration.bucket") + "/" + configurationKey},
	"master_log_group":    object{"value": controllerLogGroup},
	"agents_log_group":    object{"value": agentsLogGroup},
}}
