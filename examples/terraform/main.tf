# A canary fleet beside the old one: each AMI gets a launch configuration and an Auto Scaling group of its own behind the
# one load balancer, and the old group goes only after enough of the new instances have passed the health check.

provider "aws" {
  region = var.region
}

resource "aws_elb" "web" {
  name                        = var.name
  availability_zones          = var.availability_zones
  cross_zone_load_balancing   = true
  connection_draining         = true
  connection_draining_timeout = var.draining

  listener {
    lb_port           = 80
    lb_protocol       = "http"
    instance_port     = 80
    instance_protocol = "http"
  }

  dynamic "listener" {
    for_each = var.certificate_arn == null ? [] : [var.certificate_arn]

    content {
      lb_port            = 443
      lb_protocol        = "https"
      instance_port      = 80
      instance_protocol  = "http"
      ssl_certificate_id = listener.value
    }
  }

  health_check {
    target              = "HTTP:80/health"
    interval            = var.health_check.interval
    timeout             = var.health_check.timeout
    healthy_threshold   = var.health_check.healthy_threshold
    unhealthy_threshold = var.health_check.unhealthy_threshold
  }
}

resource "aws_launch_configuration" "web" {
  name_prefix   = "${var.name}-"
  image_id      = var.ami
  instance_type = var.instance_type

  lifecycle {
    create_before_destroy = true
  }
}

resource "aws_autoscaling_group" "web" {
  # Named after what it launches: another AMI is another group, made before this one is destroyed.
  name                 = aws_launch_configuration.web.name
  launch_configuration = aws_launch_configuration.web.name
  availability_zones   = var.availability_zones
  load_balancers       = [aws_elb.web.name]

  min_size         = var.instances
  max_size         = var.instances
  desired_capacity = var.instances

  health_check_type         = "ELB"
  health_check_grace_period = 300

  # The gate: so many new instances must be in service, or the apply fails and the old group stays.
  wait_for_elb_capacity     = var.instances
  wait_for_capacity_timeout = var.wait_for_capacity_timeout

  tag {
    key                 = "Name"
    value               = var.name
    propagate_at_launch = true
  }

  lifecycle {
    create_before_destroy = true
  }
}
