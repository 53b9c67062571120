package dev.mandate.audit.engine.rules;

import dev.mandate.audit.engine.calls.RiskFields;
import dev.mandate.audit.engine.sigma.correlation.RuleBook;
import dev.mandate.audit.engine.sigma.reading.Compilation;
import dev.mandate.audit.engine.sigma.reading.RuleFile;
import dev.mandate.events.risk.RuleState;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What {@code risk.rules.v1} says of published rules. Each text is compiled by itself, so that none can keep another from
 * counting. One thread tells it records.
 */
public final class PublishedRules {
    private static final System.Logger LOG = System.getLogger(PublishedRules.class.getName());

    private final Map<String, RuleState> states = new TreeMap<>();
    /** By text; null for one that this version of the service can't read. */
    private final Map<String, @Nullable RuleBook> compiled = new HashMap<>();

    private final Runnable changed;

    public PublishedRules(Runnable changed) {
        this.changed = changed;
    }

    public void apply(RuleState state) {
        synchronized (this) {
            if (state.deleted()) states.remove(state.rule());
            else states.put(state.rule(), state);
            compileNew();
        }
        changed.run();
    }

    public void unreadable(String key, String reason) {
        LOG.log(
                System.Logger.Level.ERROR,
                "the state of rule " + key + " can't be read, the one before stays: " + reason);
    }

    public void forget(String key) {
        synchronized (this) {
            states.remove(key);
            compileNew();
        }
        changed.run();
    }

    /** How many published versions can't be compiled here. */
    public synchronized int problems() {
        return (int) compiled.values().stream().filter(book -> book == null).count();
    }

    /**
     * Everything that counts: what is published, and for ids of which nothing is, what stands in.
     *
     * @param standIn also counts for a rule whose published version can't be compiled here
     */
    public synchronized RuleBook over(RuleBook standIn) {
        var books = new ArrayList<RuleBook>();
        books.add(standIn.only(rule -> !superseded(rule.id())));
        for (var state : states.values()) add(books, state.active());
        for (var state : states.values()) {
            var shadow =
                    state.shadow() == null ? null : compiled.get(state.shadow().text());
            if (shadow != null) books.add(shadow.asShadow());
            if (state.replaced() != null) books.add(replaced(state.rule(), state.replaced(), standIn));
        }
        return RuleBook.of(books);
    }

    /** What stood in before, without the rules of which nothing counts any more. */
    public synchronized RuleBook completing(RuleBook before) {
        return before.only(rule -> {
            var state = states.get(rule.id());
            return state == null || !state.retired();
        });
    }

    private void add(List<RuleBook> books, RuleState.@Nullable Version version) {
        var book = version == null ? null : compiled.get(version.text());
        if (book != null) books.add(book);
    }

    private RuleBook replaced(String rule, RuleState.Replaced replaced, RuleBook standIn) {
        var version = replaced.version();
        var book = version == null ? standIn.only(it -> it.id().equals(rule)) : compiled.get(version.text());
        return book == null ? RuleBook.of(List.of()) : book.replacedAt(replaced.at());
    }

    private boolean superseded(String rule) {
        var state = states.get(rule);
        if (state == null) return false;
        var active = state.active();
        return state.retired() || active != null && compiled.get(active.text()) != null;
    }

    private void compileNew() {
        var texts = states.values().stream().flatMap(PublishedRules::versions).toList();
        compiled.keySet().retainAll(texts.stream().map(RuleState.Version::text).toList());
        for (var version : texts)
            if (!compiled.containsKey(version.text())) compiled.put(version.text(), compile(version));
    }

    private static Stream<RuleState.Version> versions(RuleState state) {
        var replaced = state.replaced();
        return Stream.of(state.active(), state.shadow(), replaced == null ? null : replaced.version())
                .flatMap(Stream::ofNullable);
    }

    private static @Nullable RuleBook compile(RuleState.Version version) {
        var file = new RuleFile(version.version() + ".yml", version.text());
        return Compilation.ofTaken(List.of(file), RiskFields.NAMES).<@Nullable RuleBook>fold(book -> book, problems -> {
            LOG.log(System.Logger.Level.ERROR, "a published rule doesn't count: " + problems);
            return null;
        });
    }
}
