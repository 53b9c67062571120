package dev.mandate.conformance;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A path of names, places and sizes, such as {@code items[0].tools.size()}: what it leads to is what REST Assured finds, who compiles a
 * script for each path that he is asked for.
 */
final class PlainPath {
    private static final Pattern PLAIN =
            Pattern.compile("([A-Za-z_]\\w*|\\[\\d{1,4}])(\\.[A-Za-z_]\\w*(?![\\w(])|\\[\\d{1,4}])*(\\.size\\(\\))?");
    private static final Pattern STEP = Pattern.compile("\\[(\\d+)]|([A-Za-z_]\\w*)(\\(\\))?");
    /** Of which Groovy's own meaning, of every object, comes first. */
    private static final Pattern GROOVYS = Pattern.compile(".*(class|properties|metaClass).*");

    /** What a path leads to, which may be nothing. */
    record Found(@Nullable Object value) {}

    private sealed interface Step {
        /** Empty where only a script would tell. */
        Optional<Found> from(Object value);
    }

    /** Of an object, or of each that is in a list. */
    private record Member(String name) implements Step {
        @Override
        public Optional<Found> from(Object value) {
            if (value instanceof Map<?, ?> object) return Optional.of(new Found(object.get(name)));
            return value instanceof List<?> list ? ofEach(list) : Optional.empty();
        }

        private Optional<Found> ofEach(List<?> list) {
            var found = new ArrayList<@Nullable Object>(list.size());
            for (var item : list) {
                if (item == null) continue;
                var one = from(item);
                if (one.isEmpty()) return Optional.empty();
                found.add(one.get().value());
            }
            return Optional.of(new Found(found));
        }
    }

    private record Place(int index) implements Step {
        @Override
        public Optional<Found> from(Object value) {
            return value instanceof List<?> list
                    ? Optional.of(new Found(index < list.size() ? list.get(index) : null))
                    : Optional.empty();
        }
    }

    private record Size() implements Step {
        @Override
        public Optional<Found> from(Object value) {
            if (value instanceof List<?> list) return Optional.of(new Found(list.size()));
            return value instanceof Map<?, ?> object ? Optional.of(new Found(object.size())) : Optional.empty();
        }
    }

    private final List<Step> steps;

    private PlainPath(List<Step> steps) {
        this.steps = steps;
    }

    /** Empty where it isn't plain. */
    static Optional<PlainPath> of(String path) {
        if (!PLAIN.matcher(path).matches()) return Optional.empty();
        var steps = new ArrayList<Step>();
        var step = STEP.matcher(path);
        while (step.find()) {
            if (step.group(1) != null) steps.add(new Place(Integer.parseInt(step.group(1))));
            else if (step.group(3) != null) steps.add(new Size());
            else if (GROOVYS.matcher(step.group(2)).matches()) return Optional.empty();
            else steps.add(new Member(step.group(2)));
        }
        return Optional.of(new PlainPath(steps));
    }

    /** @return empty where only a script would tell, as of a member that a text has */
    Optional<Found> in(@Nullable Object root) {
        var value = root;
        for (var step : steps) {
            if (value == null) return step instanceof Size ? Optional.empty() : Optional.of(new Found(null));
            var found = step.from(value);
            if (found.isEmpty()) return found;
            value = found.get().value();
        }
        return Optional.of(new Found(value));
    }
}
