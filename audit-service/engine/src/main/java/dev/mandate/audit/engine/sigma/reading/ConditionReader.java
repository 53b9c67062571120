package dev.mandate.audit.engine.sigma.reading;

import dev.mandate.audit.engine.sigma.correlation.types.EventTest;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * Reads {@code condition}, by recursive descent; each rule of the grammar is a method:
 * <pre>
 * or      = and { "or" and }
 * and     = not { "and" not }
 * not     = "not" not | operand
 * operand = "(" or ")" | ( "1" | "any" | "all" ) "of" meant | selection
 * meant   = "them" | name with * and ?
 * </pre>
 *
 * @see <a href="https://github.com/SigmaHQ/sigma-specification">Sigma specification 2.1.0, condition</a>
 */
final class ConditionReader {
    private static final int MAX_LENGTH = 2048;
    private static final int MAX_DEPTH = 32;
    private static final Pattern TOKEN = Pattern.compile("[()]|[^()\\s]+");

    private record Token(String text, int offset) {
        boolean is(String word) {
            return text.equalsIgnoreCase(word);
        }
    }

    private final YamlPart part;
    private final Map<String, EventTest> selections;
    private final List<Token> tokens = new ArrayList<>();
    private int next;
    private int depth;

    private ConditionReader(YamlPart part, Map<String, EventTest> selections) {
        this.part = part;
        this.selections = selections;
        var text = part.text();
        if (text.length() > MAX_LENGTH)
            throw part.refuse("a condition has at most " + MAX_LENGTH + " characters; use '1 of name*'");
        for (var found = TOKEN.matcher(text); found.find(); ) tokens.add(new Token(found.group(), found.start()));
        tokens.add(new Token("", text.length()));
    }

    static EventTest read(YamlPart part, Map<String, EventTest> selections) {
        if (part.isList()) { // any of them is enough
            if (part.list().isEmpty()) throw part.refuse("add a condition with the names of the selections");
            return EventTest.any(part.list().stream()
                    .map(each -> {
                        if (each.isList()) throw each.refuse("a list of conditions has no lists in it");
                        return read(each, selections);
                    })
                    .toList());
        }
        var reader = new ConditionReader(part, selections);
        var test = reader.or();
        if (!reader.atEnd() && reader.tokens.get(reader.next).text().startsWith("|"))
            throw reader.refuse("counting in a condition is of Sigma 1; give the rule a 'name' and add a document with"
                    + " 'correlation:' of type event_count, value_count, value_sum or value_avg over it");
        if (!reader.atEnd()) throw reader.refuse("expected 'and', 'or' or the end");
        return test;
    }

    private EventTest or() {
        var tests = new ArrayList<>(List.of(and()));
        while (skip("or")) tests.add(and());
        return EventTest.any(tests);
    }

    private EventTest and() {
        var tests = new ArrayList<>(List.of(not()));
        while (skip("and")) tests.add(not());
        return EventTest.all(tests);
    }

    private EventTest not() {
        if (++depth > MAX_DEPTH) throw refuse("more than " + MAX_DEPTH + " levels; name parts of it as selections");
        try {
            return skip("not") ? not().negated() : operand();
        } finally {
            depth--;
        }
    }

    private EventTest operand() {
        if (skip("(")) {
            var inner = or();
            if (!skip(")")) throw refuse("expected ')'");
            return inner;
        }
        var token = tokens.get(next);
        boolean all = token.is("all");
        if ((all || token.is("1") || token.is("any"))
                && next + 1 < tokens.size()
                && tokens.get(next + 1).is("of")) {
            next += 2;
            return all ? EventTest.all(meant()) : EventTest.any(meant());
        }
        var selection = selections.get(token.text());
        if (selection == null)
            throw refuse("expected a selection; known are " + String.join(", ", selections.keySet()));
        next++;
        return selection;
    }

    /** The selections of {@code them} or of a pattern; {@code them} leaves out those whose name begins with {@code _}. */
    private List<EventTest> meant() {
        var token = tokens.get(next);
        var pattern = token.is("them") ? "*" : token.text();
        var name = Wildcards.of(pattern, Wildcards.Place.WHOLE, true);
        var meant = selections.entrySet().stream()
                .filter(entry -> name.test(entry.getKey()))
                .filter(entry -> !token.is("them") || !entry.getKey().startsWith("_"))
                .map(Map.Entry::getValue)
                .toList();
        if (meant.isEmpty())
            throw refuse("no selection has such a name; known are " + String.join(", ", selections.keySet()));
        next++;
        return meant;
    }

    private boolean skip(String word) {
        boolean found = !atEnd() && tokens.get(next).is(word);
        if (found) next++;
        return found;
    }

    private boolean atEnd() {
        return next == tokens.size() - 1;
    }

    private UnreadableRule refuse(String message) {
        var token = tokens.get(next);
        var found = atEnd() ? "the condition ends" : "found '" + token.text() + "'";
        return part.refuse(token.offset(), message + "; " + found + " at character " + (token.offset() + 1));
    }
}
