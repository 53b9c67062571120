package dev.mandate.cli.decisions;

import dev.mandate.cli.client.ApiClient.Answer;
import dev.mandate.cli.lookup.CommandContext;
import dev.mandate.cli.lookup.Lookup;
import dev.mandate.cli.running.Service;
import dev.mandate.cli.running.SystemOptions;
import java.util.Map;
import java.util.Optional;

/**
 * How an agent that somebody named signed in, by the key that this installation keeps of it.
 *
 * @param delegation its newest, to which its token is bound; empty where it has none
 */
record AgentSignIn(String id, String delegation, Answer answer) {
    /** For asking about its calls. */
    static AgentSignIn of(CommandContext context, String named) {
        return of(context, named, Map.of());
    }

    /** @param more parameters of the request for its token */
    static AgentSignIn of(CommandContext context, String named, Map<String, String> more) {
        var state = context.lookup().agent(named);
        var id = Lookup.idOf(state);
        var delegation = Lookup.newestDelegation(context.api(), context.admin(), id);
        var name = state.path("displayName").asText(named);
        return new AgentSignIn(id, delegation, context.signIn().tryAgent(name, id, delegation, more));
    }

    /** Empty where it gets none. */
    Optional<String> token() {
        return answer.status() == 200
                ? Optional.of(answer.body().path("access_token").asText())
                : Optional.empty();
    }

    /** Empty where its key isn't here, which is printed. */
    Optional<String> tokenOrTold(SystemOptions options) {
        if (answer.status() == 401) {
            System.err.println(notOurs(id, delegation, options.system().ports().url(Service.IDENTITY)));
            return Optional.empty();
        }
        return Optional.of(answer.orRefuse().path("access_token").asText());
    }

    /** What to do where the agent's key isn't in this installation's directory. */
    static String notOurs(String agent, String delegation, String identity) {
        var grant = delegation.isEmpty()
                ? "-d grant_type=client_credentials"
                : "-d grant_type=urn:ietf:params:oauth:grant-type:token-exchange -d subject_token=" + delegation
                        + " -d subject_token_type=urn:mandate:params:oauth:token-type:delegation";
        return "mandate: " + agent
                + " gets no token here: it was registered otherwise than by this command line, so that its key"
                + " isn't here, or it may not act now (deploy/mandate ask " + agent + " says).\n"
                + "With the secret that its registration answered:\n  curl -u " + agent + ":$SECRET " + identity
                + "/oauth2/token " + grant;
    }
}
