package dev.mandate.cli.login;

import dev.mandate.cli.client.ApiClient;
import dev.mandate.cli.client.SignedInPerson;
import dev.mandate.cli.running.SystemOptions;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code mandate whoami}. */
@Command(name = "whoami", description = "As whom commands run.")
public final class WhoamiCommand implements Callable<Integer> {
    @Mixin
    @SuppressWarnings("NullAway.Init")
    private SystemOptions options;

    @Override
    public Integer call() {
        var system = options.system();
        var api = new ApiClient(system.ports());
        System.out.println(new SignedInPerson(api, system.layout())
                .token()
                .map(token -> Whoever.of(api, token).words())
                .orElse("The bootstrap client admin, which may do everything. `deploy/mandate login` signs you in."));
        return 0;
    }
}
