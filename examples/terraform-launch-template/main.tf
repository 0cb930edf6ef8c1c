# As in ../terraform, by a launch template: each of its versions gets a group of its own, named by a prefix, so that a
# failed rollout can be tried again beside what it left.

terraform {
  required_version = ">= 1.5"

  required_providers {
    aws = {
      source  = "hashicorp/aws"
      version = "~> 5.100"
    }
  }
}

provider "aws" {
  region = "us-east-1"
}

variable "ami" {
  description = "Image of the release to roll out."
  type        = string
}

variable "health_check" {
  description = "Times in seconds."
  type = object({
    interval = optional(number, 15)
    timeout  = optional(number, 5)
  })
  default = {}
}

variable "draining" {
  description = "Seconds that requests under way have to end when an instance leaves."
  type        = number
  default     = 60
}

variable "wait_for_capacity_timeout" {
  description = "How long new instances may take to come into service."
  type        = string
  default     = "5m"
}

variable "certificate_arn" {
  description = "Certificate of the listener of HTTPS."
  type        = string
}

locals {
  zones = ["us-east-1a", "us-east-1b"]
}

resource "aws_elb" "web" {
  name                        = "web"
  availability_zones          = local.zones
  connection_draining         = true
  connection_draining_timeout = var.draining

  listener {
    lb_port            = 443
    lb_protocol        = "https"
    instance_port      = 80
    instance_protocol  = "http"
    ssl_certificate_id = var.certificate_arn
  }

  health_check {
    target              = "HTTP:80/health"
    interval            = var.health_check.interval
    timeout             = var.health_check.timeout
    healthy_threshold   = 2
    unhealthy_threshold = 10
  }
}

resource "aws_launch_template" "web" {
  name_prefix   = "web-"
  image_id      = var.ami
  instance_type = "t3.micro"
}

resource "aws_autoscaling_group" "web" {
  name_prefix        = "web-${aws_launch_template.web.latest_version}-"
  availability_zones = local.zones
  load_balancers     = [aws_elb.web.name]
  min_size           = 2
  max_size           = 2

  health_check_type         = "ELB"
  health_check_grace_period = 300
  wait_for_elb_capacity     = 2
  wait_for_capacity_timeout = var.wait_for_capacity_timeout

  launch_template {
    id      = aws_launch_template.web.id
    version = aws_launch_template.web.latest_version
  }

  lifecycle {
    create_before_destroy = true
  }
}
