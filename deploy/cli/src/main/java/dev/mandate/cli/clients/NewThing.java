package dev.mandate.cli.clients;

import com.fasterxml.jackson.databind.JsonNode;
import dev.mandate.cli.lookup.CommandContext;
import dev.mandate.cli.lookup.Lookup;
import dev.mandate.cli.terminal.ShownTime;
import java.util.Locale;
import java.util.function.Consumer;

/** What is said of a client, an agent or a workload that was registered, and what is to be done next. */
final class NewThing {
    static final String OWNER =
            "who answers for it: a name, mail address, employee id or id. Left out by who signed in by `login`, who does so himself";

    private NewThing() {}

    /** The id of a person. */
    static String person(CommandContext context, String who) {
        return Lookup.idOf(context.lookup().person(who));
    }

    /** With what it is now. */
    static String registered(String name, JsonNode made) {
        return "  " + name + " is registered, "
                + made.path("status").asText().toLowerCase(Locale.ROOT) + "   ["
                + made.path("id").asText() + "]";
    }

    /** Its secret, where it was given one, and what there is to know of that. */
    static void tellSecret(JsonNode made, Consumer<String> shown, SecretPlace place) {
        if (!made.hasNonNull("clientSecret")) return;
        shown.accept(made.path("clientSecret").asText());
        System.out.println("  it counts until " + ShownTime.of(made.path("clientSecretEndsAt"))
                + (place.isFile() ? "" : ", and is shown this once: put it where it is kept")
                + "; deploy/mandate secrets make has the next one");
    }

    /** How whoever has a secret asks for a token. */
    static String tokenOf(String client, SecretPlace place, CommandContext context) {
        return "  it gets a token by: curl -s -u \"" + client + ":" + place.inShell()
                + "\" -d grant_type=client_credentials " + context.issuer() + "/oauth2/token\n";
    }

    /** Whom it waits for; nothing where nobody has to accept it. */
    static String offered(JsonNode made, CommandContext context) {
        if (!made.hasNonNull("offer")) return "";
        var offer = made.path("offer");
        var name = context.lookup().nameOf(offer.path("to").asText());
        return "  it gets no token before " + name + " accepts it, until "
                + ShownTime.of(offer.path("endsAt")) + ": deploy/mandate offers accept " + ShellWord.quoted(name) + " "
                + offer.path("offer").asText() + "   (me for yourself, after login)\n";
    }
}
