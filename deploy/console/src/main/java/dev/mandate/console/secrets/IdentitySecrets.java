package dev.mandate.console.secrets;

import com.fasterxml.jackson.databind.JsonNode;
import dev.mandate.console.apis.Api;
import dev.mandate.console.apis.Apis;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;

/** From identity-service's {@code /secrets}. */
@ApplicationScoped
class IdentitySecrets implements Secrets {
    /** All that there may be. */
    private static final String ALL = "/secrets?limit=100&within=P36500D";

    private final Apis apis;

    IdentitySecrets(Apis apis) {
        this.apis = apis;
    }

    @Override
    public Listed ending() {
        var found = apis.get(Api.IDENTITY, ALL).orUnanswered(Api.IDENTITY);
        var secrets = new ArrayList<Secret>();
        for (var one : found.path("items")) secrets.add(secret(one));
        return new Listed(secrets, found.hasNonNull("next"));
    }

    private static Secret secret(JsonNode it) {
        var holder = it.path("client").asText();
        return new Secret(
                it.path("secret").asText(),
                it.path("use").asText().equals("SCIM"),
                it.path("name").asText(),
                holder.startsWith("agt_") ? "agent" : holder.startsWith("wkl_") ? "workload" : "client",
                holder,
                it.path("ownerName").asText(""),
                it.path("configured").asBoolean(),
                it.path("endsAt").asText(),
                it.path("soon").asBoolean());
    }
}
