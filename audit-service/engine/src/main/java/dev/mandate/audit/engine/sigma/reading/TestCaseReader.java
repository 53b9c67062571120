package dev.mandate.audit.engine.sigma.reading;

import dev.mandate.audit.engine.sigma.correlation.types.EventFields;
import dev.mandate.audit.engine.sigma.correlation.types.RuleTestCase;
import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Reads {@code x-tests}. */
final class TestCaseReader {
    private static final int MAX_EVENTS = 2000;
    private static final int MAX_EVENTS_OF_ALL = 20_000;
    private static final Set<String> OWN_KEYS = Set.of("at", "id", "times");
    private static final LocalDate DAY = LocalDate.of(2026, 1, 1);

    private TestCaseReader() {}

    static List<RuleTestCase> read(@Nullable YamlPart part, FieldNames fields) {
        var cases = new ArrayList<RuleTestCase>();
        if (part == null) return cases;
        var lists = part.map(Set.of("positive", "negative"));
        lists.forEach((kind, list) -> {
            for (var test : list.list()) {
                cases.add(read(test, kind.equals("positive"), fields));
                if (cases.stream().mapToInt(each -> each.events().size()).sum() > MAX_EVENTS_OF_ALL)
                    throw test.refuse("the tests of a rule have at most " + MAX_EVENTS_OF_ALL + " events together");
            }
        });
        return cases;
    }

    private static RuleTestCase read(YamlPart part, boolean positive, FieldNames fields) {
        var keys = part.map(Set.of("name", "events"));
        var name = keys.get("name");
        var list = keys.get("events");
        if (name == null || list == null) throw part.refuse("a test has 'name:' and 'events:'");
        var events = new ArrayList<EventFields>();
        for (var event : list.list()) {
            for (int left = times(event); left > 0; left--) events.add(event(event, events.size() + 1, fields));
            if (events.size() > MAX_EVENTS) throw list.refuse("a test has at most " + MAX_EVENTS + " events");
        }
        return new RuleTestCase(name.text(), positive, List.copyOf(events));
    }

    private static int times(YamlPart event) {
        var times = event.map().get("times");
        if (times == null) return 1;
        if (!(times.value() instanceof BigDecimal number)
                || number.stripTrailingZeros().scale() > 0
                || number.signum() <= 0
                || number.compareTo(BigDecimal.valueOf(MAX_EVENTS)) > 0)
            throw times.refuse("'times' is a whole number from 1 to " + MAX_EVENTS);
        if (event.map().containsKey("id"))
            throw times.refuse("events of one 'id' are one event; leave out 'times' or 'id'");
        return number.intValue();
    }

    private static RuleTestCase.Event event(YamlPart part, int number, FieldNames names) {
        var keys = part.map();
        var at = keys.get("at");
        if (at == null) throw part.refuse("add 'at:' with a time such as 10:04");
        var id = keys.get("id");
        var fields = new TreeMap<String, List<Object>>();
        keys.forEach((key, value) -> {
            if (OWN_KEYS.contains(key)) return;
            var values = new ArrayList<Object>();
            for (var single : value.list()) {
                var read = single.value();
                if (read != null) values.add(read);
            }
            fields.put(names.checked(key, value), List.copyOf(values));
        });
        return new RuleTestCase.Event(id == null ? "event-" + number : id.text(), instant(at), fields);
    }

    private static Instant instant(YamlPart part) {
        try {
            var text = part.text();
            return text.contains("T")
                    ? Instant.parse(text)
                    : DAY.atTime(LocalTime.parse(text)).toInstant(ZoneOffset.UTC);
        } catch (DateTimeException e) {
            throw part.refuse("'at' is a time such as 10:04 or 10:04:30, or an instant such as 2026-01-01T10:04:00Z");
        }
    }
}
