pipelineJob('Sandbox/test') {
  definition {
    cpsScm {
      scm {
        git {
          remote {
            url('https://hoge.jp/test.git')
            credentials('git_credential')
          }
          branch('master')
        }
      }
      lightweight(false)
      scriptPath("Jenkinsfile")
    }
  }
}
