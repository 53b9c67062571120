package dev.mandate.cli.running;

import dev.mandate.messaging.names.NearName;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code mandate logs [process]}: the last lines of one log, or where they all are. */
@Command(name = "logs", description = "Print the last 100 lines of one process's log; without a name, list the logs.")
public final class LogsCommand implements Callable<Integer> {
    @Parameters(arity = "0..1", description = "identity, lifecycle, authz, audit, gateway, console, kafka or postgres")
    private @Nullable String name;

    @Override
    public Integer call() throws IOException {
        var layout = Layout.ofThisCheckout();
        var logs = logs(layout);
        if (name == null) {
            var written = logs.values().stream().filter(Files::exists).toList();
            if (written.isEmpty())
                System.out.println("Nothing has run here since data were removed, so nothing was written.");
            written.forEach(log -> System.out.println(layout.home().relativize(log)));
            return 0;
        }
        var log = logs.get(name.replaceFirst("-service$", ""));
        if (log == null) {
            System.err.println("mandate: " + NearName.said("process", name, logs.keySet()));
            return 2;
        }
        if (!Files.exists(log)) {
            System.err.println("mandate: " + name + " has written nothing yet: it hasn't run since data were removed");
            return 1;
        }
        var lines = Files.readAllLines(log);
        lines.subList(Math.max(0, lines.size() - 100), lines.size()).forEach(System.out::println);
        return 0;
    }

    /** By what people call each process. */
    static Map<String, Path> logs(Layout layout) {
        var logs = new LinkedHashMap<String, Path>();
        for (var service : Service.values()) logs.put(service.account(), layout.log(service.title()));
        logs.put("kafka", layout.log("kafka"));
        logs.put("postgres", layout.databaseLog());
        return logs;
    }
}
