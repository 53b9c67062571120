package dev.mandate.cli.questions;

import com.fasterxml.jackson.databind.JsonNode;

/** What is said of a client, an agent or a workload that was registered, and what is to be done next. */
final class NewThing {
    static final String OWNER =
            "who answers for it: a name, mail address, employee id or id. Left out by who signed in by `login`, who does so himself";

    private NewThing() {}

    /** The id of a person. */
    static String person(CommandContext context, String who) {
        return Lookup.idOf(context.lookup().person(who));
    }

    /** What there is to know of a secret that was shown or kept. */
    static String secretEnds(JsonNode end, SecretPlace place) {
        return "  it counts until " + end.asText()
                + (place.isFile() ? "" : ", and is shown this once: put it where it is kept")
                + "; deploy/mandate secrets make has the next one";
    }

    /** How whoever has a secret asks for a token. */
    static String tokenOf(String client, SecretPlace place, CommandContext context) {
        return "  it gets a token by: curl -s -u \"" + client + ":" + place.inShell()
                + "\" -d grant_type=client_credentials " + context.issuer() + "/oauth2/token\n";
    }

    /** Whom it waits for. */
    static String offered(JsonNode offer, CommandContext context) {
        var name = context.lookup().nameOf(offer.path("to").asText());
        return "  it gets no token before " + name + " accepts it, until "
                + offer.path("endsAt").asText() + ": deploy/mandate offers accept " + ShellWord.quoted(name) + " "
                + offer.path("offer").asText() + "   (me for yourself, after login)\n";
    }
}
