output "dns_name" {
  value = aws_elb.web.dns_name
}

output "group" {
  value = aws_autoscaling_group.web.name
}
