package dev.mandate.cli.clients;

import com.fasterxml.jackson.databind.JsonNode;
import dev.mandate.cli.client.ApiClient;
import dev.mandate.cli.lookup.CommandContext;
import dev.mandate.cli.proposals.Waiting;
import dev.mandate.cli.running.Service;
import dev.mandate.cli.running.SystemOptions;
import dev.mandate.cli.terminal.Table;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code mandate clients}: what applications and services are, and what they may become. */
@Command(
        name = "clients",
        description =
                "Register applications and services that ask for tokens; list them, and those that nobody answers for; show one; change what it is.",
        subcommands = RegisterClientCommand.class)
final class ClientsCommand {
    private static final String WHICH = "a client: its name or id";

    @Mixin
    @SuppressWarnings("NullAway.Init")
    SystemOptions options;

    @Command(name = "list", description = "All of them; agents and workloads are listed by `show`.")
    int list() {
        var context = CommandContext.of(options);
        var clients = context.api().items(Service.IDENTITY, "/clients?kind=client&limit=200", context.admin());
        var table = new Table("name", "id", "status", "proves itself by", "grants");
        for (var client : clients)
            table.row(
                    client.path("name").asText(),
                    client.path("client").asText(),
                    status(client),
                    client.path("authentication").asText(),
                    grants(client));
        System.out.print(table);
        return 0;
    }

    @Command(name = "ownerless", description = "Those that nobody answers for, and until when they get tokens.")
    int ownerless() {
        var context = CommandContext.of(options);
        var clients = context.api().items(Service.IDENTITY, "/clients?ownerless=true&limit=200", context.admin());
        var table = new Table("name", "id", "status", "asked", "gets tokens until");
        for (var client : clients)
            table.row(
                    client.path("name").asText(),
                    client.path("client").asText(),
                    status(client),
                    client.path("offeredTo").asText("-"),
                    client.path("status").asText().equals("ACTIVE")
                            ? client.path("ownerNeededBy").asText("mandate.former-clients-need-owners-from")
                            : "-");
        System.out.print(table);
        return 0;
    }

    @Command(name = "show", description = "All that it is.")
    int show(@Parameters(paramLabel = "CLIENT", description = WHICH) String which) {
        var context = CommandContext.of(options);
        var path = "/clients/" + ApiClient.encode(context.lookup().client(which));
        var client = context.api()
                .get(Service.IDENTITY, path, context.admin())
                .plain()
                .orRefuse();
        System.out.print(text(client));
        System.out.print(kept(client, id -> context.lookup().nameOf(id)));
        return 0;
    }

    @Command(
            name = "change",
            description =
                    "Change what it is; what isn't named stays as it is. More than before waits for two people where it reaches far.")
    int change(
            @Parameters(paramLabel = "CLIENT", description = WHICH) String which,
            @Option(names = "--name", description = "what people see") @Nullable String name,
            @Option(
                            names = "--grant",
                            description =
                                    "all that it may use at the token endpoint: authorization_code, refresh_token, client_credentials, device_code,"
                                            + " jwt-bearer, token-exchange; may be repeated")
                    @Nullable
                    List<String> grants,
            @Option(
                            names = "--redirect-uri",
                            description = "all addresses to which people come back from signing in; may be repeated")
                    @Nullable
                    List<String> addresses,
            @Option(
                            names = "--keys",
                            paramLabel = "FILE",
                            description = "its public keys, a JWK set, instead of its secrets or the keys that it has")
                    @Nullable
                    Path keys,
            @Option(
                            names = "--keys-at",
                            paramLabel = "URL",
                            description = "in place of them: where it publishes its keys, and changes them by itself")
                    @Nullable
                    String keysAt,
            @Option(names = "--secret", description = "a secret instead of its keys; make it with `secrets make`")
                    boolean secret,
            @Option(names = "--id-token", paramLabel = "ALG", description = "ES256, RS256 or EdDSA") @Nullable
                    String idToken,
            @Option(names = "--pkce", negatable = true, description = "whether it needs PKCE for codes") @Nullable
                    Boolean pkce,
            @Option(
                            names = "--claims-in-id-token",
                            negatable = true,
                            description = "whether ID tokens tell what userinfo does")
                    @Nullable
                    Boolean claims,
            @Option(names = "--reason", description = "why") @Nullable String reason)
            throws IOException {
        var wanted = new LinkedHashMap<String, Object>();
        if (name != null) wanted.put("name", name);
        if (grants != null)
            wanted.put("grantTypes", grants.stream().map(ClientsCommand::grant).toList());
        if (addresses != null) wanted.put("redirectUris", addresses);
        if (keys != null) wanted.put("jwks", OwnKeys.publicOf(keys));
        if (keysAt != null) wanted.put("jwksUri", keysAt);
        if (secret) wanted.put("authentication", "client_secret_basic");
        if (idToken != null) wanted.put("idTokenSignedResponseAlg", idToken);
        if (pkce != null) wanted.put("withoutPkce", !pkce);
        if (claims != null) wanted.put("claimsInIdToken", claims);
        if (wanted.isEmpty()) throw new IllegalArgumentException("say what is to be otherwise; see --help");
        if (reason != null) wanted.put("reason", reason);
        var context = CommandContext.of(options);
        var path = "/clients/" + ApiClient.encode(context.lookup().client(which));
        var answer = context.api()
                .patch(Service.IDENTITY, path, context.admin(), wanted)
                .plain()
                .orRefuse();
        if (Waiting.is(answer)) return Waiting.told(answer);
        System.out.print(text(answer));
        return 0;
    }

    /** As the token endpoint calls it. */
    static String grant(String named) {
        return switch (named) {
            case "device_code", "jwt-bearer", "token-exchange" -> "urn:ietf:params:oauth:grant-type:" + named;
            default -> named;
        };
    }

    static String text(JsonNode client) {
        var lines = new LinkedHashMap<String, String>();
        lines.put(
                "name",
                client.path("name").asText() + " (" + client.path("client").asText() + ")");
        lines.put("status", status(client));
        lines.put("proves itself by", client.path("authentication").asText());
        lines.put("publishes its keys at", client.path("jwksUri").asText(""));
        lines.put("grants", grants(client));
        lines.put("scopes", joined(client.path("scopes")));
        lines.put("people come back to", joined(client.path("redirectUris")));
        lines.put("after signing out to", joined(client.path("postLogoutRedirectUris")));
        lines.put("ID tokens signed by", client.path("idTokenSignedResponseAlg").asText(""));
        lines.put("PKCE", client.path("withoutPkce").asBoolean() ? "not needed" : "");
        lines.put("serves", client.path("resource").asText(""));
        return lines.entrySet().stream()
                .filter(line -> !line.getValue().isEmpty())
                .map(line -> "  " + line.getKey() + ": " + line.getValue() + "\n")
                .collect(Collectors.joining());
    }

    /**
     * Who answers for it, in a line.
     *
     * @param names of people, by id
     */
    static String kept(JsonNode client, UnaryOperator<String> names) {
        var asked = client.hasNonNull("offeredTo")
                ? "; " + names.apply(client.path("offeredTo").asText()) + " is asked"
                : "";
        return switch (client.path("keeper").asText()) {
            case "OWNER" ->
                "  answered for by: " + names.apply(client.path("owner").asText()) + asked + "\n";
            case "NOBODY" ->
                "  answered for by: nobody"
                        + (client.hasNonNull("ownerNeededBy")
                                ? ", gets tokens until "
                                        + client.path("ownerNeededBy").asText()
                                : "")
                        + asked + "\n";
            case "SYSTEM" -> "  answered for by: whoever has set up Mandate, of which it is a part\n";
            case "WHO_AGREES" -> "  answered for by: each person who agreed to it, for what it does for him\n";
            default -> "";
        };
    }

    private static String status(JsonNode client) {
        var status = client.path("status").asText().toLowerCase(Locale.ROOT);
        return client.hasNonNull("statusReason")
                ? status + ", " + client.path("statusReason").asText()
                : status;
    }

    private static String grants(JsonNode client) {
        return joined(client.path("grantTypes")).replace("urn:ietf:params:oauth:grant-type:", "");
    }

    /** Names without spaces, one after the other. */
    static String joined(JsonNode texts) {
        return StreamSupport.stream(texts.spliterator(), false)
                .map(JsonNode::asText)
                .collect(Collectors.joining(" "));
    }
}
