package dev.mandate.identity.crossapp;

import dev.mandate.identity.clients.metadata.Scopes;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import org.jspecify.annotations.Nullable;

@Entity
@Table(name = "cross_app_permissions")
@SuppressWarnings("NullAway.Init")
class CrossAppPermissionRow {
    @Id
    String id;

    @Column(name = "client_id")
    String clientId;

    String audience;

    @Nullable
    String resource;

    @Column(name = "client_there")
    String clientThere;

    /** Separated by spaces. */
    String scopes;

    /** Separated by spaces. */
    String tools;

    @Column(name = "aud_tenant")
    @Nullable
    String audTenant;

    boolean email;

    CrossAppPermission permission() {
        return new CrossAppPermission(
                audience, resource, clientThere, Scopes.parse(scopes), Scopes.parse(tools), audTenant, email);
    }

    static CrossAppPermissionRow of(String id, String client, CrossAppPermission permission) {
        var row = new CrossAppPermissionRow();
        row.id = id;
        row.clientId = client;
        row.audience = permission.audience();
        row.resource = permission.resource();
        row.clientThere = permission.clientId();
        row.scopes = Scopes.write(permission.scopes());
        row.tools = Scopes.write(permission.tools());
        row.audTenant = permission.audTenant();
        row.email = permission.email();
        return row;
    }
}
