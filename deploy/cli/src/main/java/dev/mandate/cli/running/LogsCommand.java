package dev.mandate.cli.running;

import java.io.IOException;
import java.nio.file.Files;
import java.util.Arrays;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code mandate logs [service]}: the last lines of one log, or where they all are. */
@Command(name = "logs", description = "Print the last 100 lines of one process's log; without a name, list the logs.")
public final class LogsCommand implements Callable<Integer> {
    @Parameters(arity = "0..1", description = "identity, lifecycle, authz, audit, gateway, console or kafka")
    private @Nullable String name;

    @Override
    public Integer call() throws IOException {
        var layout = Layout.ofThisCheckout();
        if (name == null) {
            for (var service : Service.values())
                System.out.println(layout.home().relativize(layout.log(service.title())));
            System.out.println(layout.home().relativize(layout.log("kafka")));
            return 0;
        }
        var process = Arrays.stream(Service.values())
                .filter(service -> service.account().equals(name))
                .map(Service::title)
                .findFirst()
                .orElse(name);
        var log = layout.log(process);
        if (!Files.exists(log)) {
            System.err.println("There is no log of " + process + "; `deploy/mandate logs` lists what there is.");
            return 2;
        }
        var lines = Files.readAllLines(log);
        lines.subList(Math.max(0, lines.size() - 100), lines.size()).forEach(System.out::println);
        return 0;
    }
}
