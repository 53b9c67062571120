package dev.mandate.cli;

import java.text.BreakIterator;
import java.util.Locale;
import picocli.CommandLine.Help;
import picocli.CommandLine.Help.Column;
import picocli.CommandLine.Help.Column.Overflow;
import picocli.CommandLine.Help.TextTable;
import picocli.CommandLine.IHelpSectionRenderer;

/** All commands by what they are for, a sentence each: what else there is to say of one, its own help says. */
final class CommandOverview implements IHelpSectionRenderer {
    private static final int NAMES = 17;

    @Override
    public String render(Help help) {
        var text = new StringBuilder();
        for (var group : CommandGroup.values()) {
            text.append(help.createHeading("%n@|bold " + group.title() + "|@%n"));
            text.append(table(help, group));
        }
        return text.toString();
    }

    private static TextTable table(Help help, CommandGroup group) {
        var width = help.commandSpec().usageMessage().width();
        var table = TextTable.forColumns(
                help.colorScheme(), new Column(NAMES, 2, Overflow.SPAN), new Column(width - NAMES, 2, Overflow.WRAP));
        for (var name : group.commands()) {
            var command = help.subcommands().get(name);
            if (command == null) continue;
            var described = command.commandSpec().usageMessage().description();
            table.addRowValues(
                    help.colorScheme().commandText(name).toString(),
                    firstSentence(String.format(String.join(" ", described))));
        }
        return table;
    }

    static String firstSentence(String text) {
        var sentences = BreakIterator.getSentenceInstance(Locale.ENGLISH);
        sentences.setText(text);
        var end = sentences.next();
        return (end == BreakIterator.DONE ? text : text.substring(0, end)).strip();
    }
}
