package dev.mandate.cli.clients;

import com.fasterxml.jackson.databind.JsonNode;
import dev.mandate.cli.lookup.CommandContext;
import dev.mandate.cli.proposals.Waiting;
import dev.mandate.cli.running.Service;
import dev.mandate.cli.terminal.ShownTime;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;

/** {@code mandate clients register}: an application that signs people in, a service that asks for tokens of its own, or both. */
@Command(
        name = "register",
        description =
                "Register an application, by where people come back to from signing in, or a service without. It is made once, even where no answer comes.")
final class RegisterClientCommand implements Callable<Integer> {
    @ParentCommand
    @SuppressWarnings("NullAway.Init")
    private ClientsCommand clients;

    @Parameters(paramLabel = "NAME", description = "what people see")
    @SuppressWarnings("NullAway.Init")
    private String name;

    @Option(
            names = "--redirect-uri",
            paramLabel = "URL",
            description = "where people come back to from signing in, exactly; may be repeated")
    private List<String> redirectUris = List.of();

    @Option(
            names = "--signed-out-uri",
            paramLabel = "URL",
            description = "where they may go after signing out; may be repeated")
    private List<String> signedOutUris = List.of();

    @Option(
            names = "--logout-uri",
            paramLabel = "URL",
            description = "where it is told that somebody has signed out (back-channel logout)")
    private @Nullable String logoutUri;

    @Option(
            names = "--scope",
            description =
                    "what its tokens let do, at most what yours do; without it openid, profile and email for an application; may be repeated")
    private List<String> scopes = List.of();

    @Option(
            names = "--grant",
            description =
                    "all that it may use at the token endpoint: authorization_code, refresh_token, client_credentials, device_code, jwt-bearer,"
                            + " token-exchange; without it the first two for an application, and for others those without a browser; may be repeated")
    private List<String> grants = List.of();

    @Option(names = "--owner", paramLabel = "PERSON", description = NewThing.OWNER)
    private @Nullable String owner;

    @Mixin
    @SuppressWarnings("NullAway.Init")
    private OwnKeys keys;

    @Option(names = "--public", description = "it can keep no secret: it runs in a browser or on a phone")
    private boolean isPublic;

    @Option(
            names = "--id-token",
            paramLabel = "ALG",
            description = "what ID tokens are signed by: ES256 (without it), RS256 or EdDSA")
    private @Nullable String idToken;

    @Option(
            names = "--without-pkce",
            description = "its library sends no PKCE by itself, and it keeps a secret or a key")
    private boolean withoutPkce;

    @Option(names = "--claims-in-id-token", description = "it reads ID tokens alone: they tell what userinfo does")
    private boolean claimsInIdToken;

    @Option(names = "--serves", paramLabel = "URI", description = "what it serves, for which others may ask for tokens")
    private @Nullable String resource;

    @Mixin
    @SuppressWarnings("NullAway.Init")
    private SecretPlace secret;

    @Override
    public Integer call() throws IOException {
        return register(CommandContext.of(clients.options));
    }

    int register(CommandContext context) throws IOException {
        var wanted = wanted(context);
        return secret.whileThereIsRoom(shown -> {
            var made = context.api()
                    .create(Service.IDENTITY, "/clients", context.admin(), wanted)
                    .orRefuse();
            var id = made.path("clientId").asText();
            System.out.println("  " + name + " is registered   [" + id + "]");
            NewThing.tellSecret(made, shown, secret);
            System.out.print(next(made, context));
            return made.hasNonNull("waits") ? waits(made.path("waits")) : 0;
        });
    }

    private Map<String, Object> wanted(CommandContext context) throws IOException {
        var wanted = new LinkedHashMap<String, Object>();
        wanted.put("name", name);
        wanted.put("scopes", !scopes.isEmpty() || !isApplication() ? scopes : List.of("openid", "profile", "email"));
        if (!redirectUris.isEmpty()) wanted.put("redirectUris", redirectUris);
        if (!signedOutUris.isEmpty()) wanted.put("postLogoutRedirectUris", signedOutUris);
        if (logoutUri != null) wanted.put("backchannelLogoutUri", logoutUri);
        if (!grants.isEmpty())
            wanted.put("grantTypes", grants.stream().map(ClientsCommand::grant).toList());
        if (owner != null) wanted.put("owner", NewThing.person(context, owner));
        keys.into(wanted);
        if (isPublic) wanted.put("public", true);
        if (idToken != null) wanted.put("idTokenSignedResponseAlg", idToken);
        if (withoutPkce) wanted.put("withoutPkce", true);
        if (claimsInIdToken) wanted.put("claimsInIdToken", true);
        if (resource != null) wanted.put("resource", resource);
        return wanted;
    }

    private boolean isApplication() {
        return !redirectUris.isEmpty() || grants.contains("device_code");
    }

    private String next(JsonNode made, CommandContext context) {
        var id = made.path("clientId").asText();
        var lines = new StringBuilder();
        if (isApplication())
            lines.append("  point it at the issuer ")
                    .append(context.issuer())
                    .append(", where it finds all else, with this id")
                    .append(made.hasNonNull("clientSecret") ? " and its secret\n" : "\n");
        else if (made.hasNonNull("clientSecret")) lines.append(NewThing.tokenOf(id, secret, context));
        lines.append(NewThing.offered(made, context));
        if (made.hasNonNull("ownerNeededBy"))
            lines.append("  nobody answers for it: it gets tokens until ")
                    .append(ShownTime.of(made.path("ownerNeededBy")))
                    .append(" unless somebody does; deploy/mandate offers make ")
                    .append(id)
                    .append(" PERSON\n");
        return lines.toString();
    }

    private static int waits(JsonNode proposal) {
        System.out.println("  it is there, without the scopes by which it reaches far: these wait for people");
        return Waiting.told(proposal);
    }
}
