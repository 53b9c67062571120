package dev.mandate.cli.trail;

import com.fasterxml.jackson.databind.JsonNode;
import dev.mandate.cli.client.AdminApi;
import dev.mandate.cli.client.KafkaAccess;
import dev.mandate.cli.running.Service;
import dev.mandate.cli.running.SystemOptions;
import dev.mandate.cli.terminal.TypedTime;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code mandate trail}: whether anybody changed the trail behind the service's back. */
@Command(name = "trail", description = "Whether the trail is as it was signed, and the checkpoint to keep elsewhere.")
public final class TrailCommand {
    private static final int SOUND = 0;
    private static final int IN_DOUBT = 3;
    private static final int TOLD_EVERY = 50_000;

    @Mixin
    @SuppressWarnings("NullAway.Init")
    private SystemOptions options;

    @Command(
            name = "verify",
            description =
                    "Hold every line against what was signed of it: as it stands on Kafka, in files that you kept, and in the"
                            + " database. Exit 0 if all is as it was signed, 3 if not.")
    int verify(
            @Option(
                            names = "--checkpoint",
                            description =
                                    "a file with a checkpoint that was kept earlier (`trail checkpoint`); may be repeated")
                    @Nullable
                    List<Path> files,
            @Option(
                            names = "--from",
                            description =
                                    "lines recorded before may be missing, such as 2026-09-01 where older months were"
                                            + " dropped; a date or an instant, in UTC")
                    @Nullable
                    String from,
            @Option(
                            names = "--key",
                            description =
                                    "the trail's public key as you noted it, <name>+<key id>+<key>; may be repeated (default:"
                                            + " what the service says)")
                    @Nullable
                    List<String> keys,
            @Option(
                            names = "--no-kafka",
                            description =
                                    "do without what stands on Kafka: then whoever changed the database isn't found out but by"
                                            + " --checkpoint")
                    boolean noKafka)
            throws IOException {
        var begin = from == null ? null : TypedTime.of(from);
        var check = TrailCheck.of(this::signedIn, keys == null ? List.of() : keys);
        for (var file : files == null ? List.<Path>of() : files) check.against(file);
        if (!noKafka) check.against(new KafkaAccess(options.system()));
        var verdict = check.verdict(begin, TrailCommand::tell);
        System.out.print(VerdictText.of(verdict));
        return verdict.isSound() ? SOUND : IN_DOUBT;
    }

    @Command(
            name = "checkpoint",
            description =
                    "Print the newest checkpoint: keep it where nobody who has the database gets, and hold the trail against it"
                            + " by `trail verify --checkpoint FILE`.")
    int checkpoint() {
        var newest =
                signedIn().apply("/checkpoints?limit=1").path("checkpoints").path(0);
        if (newest.isMissingNode())
            throw new IllegalStateException(
                    "nothing is signed yet: audit-service needs mandate.trail.key, and some lines");
        System.out.print(newest.path("note").asText());
        return SOUND;
    }

    private Function<String, JsonNode> signedIn() {
        return new AdminApi(options, Service.AUDIT, "/trail")::get;
    }

    private static void tell(long lines) {
        if (lines % TOLD_EVERY == 0) System.err.printf(Locale.ROOT, "  %,d lines%n", lines);
    }
}
