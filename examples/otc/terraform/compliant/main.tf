# The same account as in ../violating, mended. In the root of the repository:
#   npx iam-guardrails check examples/otc/terraform/compliant

terraform {
  required_providers {
    opentelekomcloud = {
      source  = "opentelekomcloud/opentelekomcloud"
      version = "~> 1.36"
    }
  }
}

provider "opentelekomcloud" {
  auth_url    = "https://iam.eu-de.otc.t-systems.com/v3"
  domain_name = "OTC-EU-DE-00000000001000000001"
  tenant_name = "eu-de"
}

locals {
  domain = "2f5c8a1e9d7b4036a1c4e8f27d90b563"
}

# otc/no-account-access-keys: deployments have a user of their own.
resource "opentelekomcloud_identity_credential_v3" "second-key" {
  user_id     = opentelekomcloud_identity_user_v3.deployment.id
  description = "deployments, second key"
  pgp_key     = "keybase:operations"
  status      = "inactive"
}

# otc/no-keys-in-code: the server asks its metadata for temporary keys of the agency.
resource "opentelekomcloud_compute_instance_v2" "exporter" {
  name            = "invoice-exporter"
  image_name      = "Standard_Ubuntu_24.04_latest"
  flavor_id       = "s3.medium.1"
  security_groups = ["default"]
  user_data       = <<-EOT
    #!/bin/sh
    /usr/local/bin/export-invoices
  EOT

  metadata = {
    agency_name = opentelekomcloud_identity_agency_v3.exporter-agency.name
  }

  network {
    uuid = "5b1d3f0a-2c4e-4f6a-8b7c-9d0e1f2a3b4c"
  }
}

# otc/individual-users: one of the team.
resource "opentelekomcloud_identity_user_v3" "operations" {
  name        = "carol.jones"
  access_type = "console"
  pwd_reset   = true

  login_protection {
    enabled             = true
    verification_method = "vmfa"
  }
}

# otc/access-type: Bob works in the console.
resource "opentelekomcloud_identity_user_v3" "bob" {
  name        = "bob.miller"
  email       = "bob.miller@example.com"
  access_type = "console"
  pwd_reset   = true

  login_protection {
    enabled             = true
    verification_method = "vmfa"
  }
}

# otc/virtual-mfa
resource "opentelekomcloud_identity_user_v3" "alice" {
  name        = "alice.smith"
  email       = "alice.smith@example.com"
  access_type = "console"
  pwd_reset   = true

  login_protection {
    enabled             = true
    verification_method = "vmfa"
  }
}

resource "opentelekomcloud_identity_group_v3" "finance" {
  name = "finance"
}

resource "opentelekomcloud_identity_group_membership_v3" "finance-users" {
  group = opentelekomcloud_identity_group_v3.finance.id
  users = [
    opentelekomcloud_identity_user_v3.alice.id,
    opentelekomcloud_identity_user_v3.bob.id,
    opentelekomcloud_identity_user_v3.operations.id,
  ]
}

# otc/least-privilege
resource "opentelekomcloud_identity_role_v3" "invoices" {
  display_name  = "invoices"
  display_layer = "domain"
  description   = "Reads invoices"

  statement {
    effect   = "Allow"
    action   = ["obs:object:GetObject"]
    resource = ["OBS:*:*:object:invoices/*"]
  }
}

resource "opentelekomcloud_identity_role_assignment_v3" "finance-invoices" {
  group_id  = opentelekomcloud_identity_group_v3.finance.id
  role_id   = opentelekomcloud_identity_role_v3.invoices.id
  domain_id = local.domain
}

# otc/rotate-credentials: two keys take turns. (An advice stays: no key at all is better still.)
resource "opentelekomcloud_identity_user_v3" "deployment" {
  name        = "deployment"
  access_type = "programmatic"
}

resource "opentelekomcloud_identity_credential_v3" "first-key" {
  user_id     = opentelekomcloud_identity_user_v3.deployment.id
  description = "deployments, first key"
  pgp_key     = "keybase:operations"
}

# otc/password-policy
resource "opentelekomcloud_identity_password_policy_v3" "passwords" {
  minimum_password_length               = 14
  password_char_combination             = 4
  maximum_consecutive_identical_chars   = 2
  number_of_recent_passwords_disallowed = 10
  password_validity_period              = 90
  password_not_username_or_invert       = true
}

# otc/critical-operation-protection
resource "opentelekomcloud_identity_protection_policy_v3" "protection" {
  enable_operation_protection_policy = true
}

# otc/delete-unnecessary: who has not signed in for 90 days is locked out.
resource "opentelekomcloud_identity_login_policy_v3" "login" {
  account_validity_period    = 90
  lockout_duration           = 15
  login_failed_times         = 5
  period_with_login_failures = 15
  session_timeout            = 60
}

# otc/agencies-for-ecs
resource "opentelekomcloud_identity_agency_v3" "exporter-agency" {
  name                  = "invoice-exporter"
  delegated_domain_name = "op_svc_ecs"
  description           = "Exports invoices"
  domain_roles          = [opentelekomcloud_identity_role_v3.invoices.display_name]
}

# otc/cts
resource "opentelekomcloud_cts_tracker_v3" "traces" {
  bucket_name    = "traces"
  is_lts_enabled = true
  status         = "enabled"
}
