package dev.mandate.cli.decisions;

import dev.mandate.cli.lookup.CommandContext;
import dev.mandate.cli.running.SystemOptions;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code mandate filter WHO APPLICATION TYPE ACTION}: which of the application's resources it would be told. Exits 0 if there may be some. */
@Command(
        name = "filter",
        description =
                "Which of an application's resources may this person or agent do this with, in words? On record as any filter."
                        + " Exits 0 where there may be some, 3 where there are none, 1 where no condition says which.")
final class FilterCommand implements Callable<Integer> {
    @Mixin
    @SuppressWarnings("NullAway.Init")
    private SystemOptions options;

    @Parameters(
            index = "0",
            description = "a person's or an agent's name or id; an agent is asked about in its newest task")
    @SuppressWarnings("NullAway.Init")
    private String who;

    @Parameters(index = "1", description = "the application, for example invoicing")
    @SuppressWarnings("NullAway.Init")
    private String application;

    @Parameters(index = "2", description = "the type of its resources, for example invoice")
    @SuppressWarnings("NullAway.Init")
    private String type;

    @Parameters(index = "3", description = "what is to be done with them, for example approve")
    @SuppressWarnings("NullAway.Init")
    private String action;

    @Override
    public Integer call() {
        var context = CommandContext.of(options);
        var question = new ResourceQuestion(context.api(), context.admin()).ofAll(who, application, type, action);
        var filter = context.api().authz(context.admin()).filter(question).join();
        var lookup = context.lookup();
        new FilterText(lookup::nameOf)
                .lines(filter, lookup.nameOf(question.subjectId()), action, type)
                .forEach(line -> System.out.println(lookup.inNames(line)));
        if (filter.failure() != null) return 1;
        return filter.allowsSome() ? 0 : 3;
    }
}
