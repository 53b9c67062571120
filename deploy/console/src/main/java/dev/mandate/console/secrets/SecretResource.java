package dev.mandate.console.secrets;

import dev.mandate.console.signin.Visitor;
import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;
import io.quarkus.security.Authenticated;
import io.smallrye.common.annotation.Blocking;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import java.time.InstantSource;

/** Which secrets end when, so that nothing stops working unawares. */
@Path("/secrets")
@Authenticated
@Blocking
public class SecretResource {
    private final Secrets secrets;
    private final Visitor visitor;
    private final InstantSource clock;

    SecretResource(Secrets secrets, Visitor visitor, InstantSource clock) {
        this.secrets = secrets;
        this.visitor = visitor;
        this.clock = clock;
    }

    @CheckedTemplate(basePath = "")
    static final class Templates {
        private Templates() {}

        static native TemplateInstance secrets(SecretsPage list);
    }

    @GET
    public TemplateInstance list() {
        return Templates.secrets(SecretsPage.of(visitor.name(), secrets.ending(), clock));
    }
}
