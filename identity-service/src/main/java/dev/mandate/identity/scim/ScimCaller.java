package dev.mandate.identity.scim;

import de.captaingoldfish.scim.sdk.server.endpoints.Context;
import de.captaingoldfish.scim.sdk.server.endpoints.authorize.Authorization;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Who asks, through the library and back, with which versions a request has read before it writes. One for each request. */
final class ScimCaller implements Authorization {
    private final Provisioner provisioner;
    private final Map<String, Long> seen = new HashMap<>();

    ScimCaller(Provisioner provisioner) {
        this.provisioner = provisioner;
    }

    static ScimCaller of(Context context) {
        return (ScimCaller) context.getAuthorization();
    }

    Provisioner provisioner() {
        return provisioner;
    }

    void saw(String id, long version) {
        seen.put(id, version);
    }

    /** Null where it wasn't read; what is written again in the same request starts from what that wrote. */
    @Nullable
    Long seen(String id) {
        return seen.remove(id);
    }

    @Override
    public String getClientId() {
        return provisioner.client();
    }

    /** Whether somebody may is decided before the library is asked. */
    @Override
    public Set<String> getClientRoles() {
        return Set.of();
    }

    @Override
    public boolean authenticate(Map<String, String> headers, Map<String, String> parameters) {
        return true;
    }
}
