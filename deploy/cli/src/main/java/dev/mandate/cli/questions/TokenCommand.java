package dev.mandate.cli.questions;

import dev.mandate.cli.running.Service;
import dev.mandate.cli.running.SystemOptions;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code mandate token AGENT}: what an agent of the demo's organisation gets at the token endpoint, for a hook that is tried out. */
@Command(
        name = "token",
        description = "Print an agent's own access token, bound to its newest delegation, for some minutes."
                + " For trying out a hook: an agent of yours has a key of its own and asks the token endpoint.")
public final class TokenCommand implements Callable<Integer> {
    @Mixin
    @SuppressWarnings("NullAway.Init")
    private SystemOptions options;

    @Parameters(index = "0", description = "the agent's id or name")
    @SuppressWarnings("NullAway.Init")
    private String agent;

    @Override
    public Integer call() {
        var desk = Desk.of(options);
        var state = desk.lookup().agent(agent);
        var id = Lookup.idOf(state);
        var delegation = Lookup.newestDelegation(desk.api(), desk.admin(), id);
        var answer = desk.signIn().tryAgent(state.path("displayName").asText(agent), id, delegation);
        if (answer.status() == 401) {
            System.err.println(notOurs(id, delegation, options.system().ports().url(Service.IDENTITY)));
            return 1;
        }
        System.out.println(answer.orRefuse().path("access_token").asText());
        return 0;
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
