package dev.mandate.cli.documents;

import static java.util.stream.Collectors.toMap;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Map;
import java.util.regex.Pattern;

/** Tests that a page names: {@code `ThisTest`}, {@code `ThisIT.a_method`} or the beginning of one, {@code `ThisIT.a_meth…`}. */
final class NamedTests {
    private static final Pattern NAMED = Pattern.compile("`(\\w+(?:Test|IT))(?:\\.(\\w+)(…)?)?`");

    private final Map<String, Path> tests =
            Checkout.files("", path -> path.matches(".*/src/test/.*(Test|IT)\\.java")).stream()
                    .collect(toMap(
                            file -> file.getFileName().toString().replace(".java", ""),
                            file -> file,
                            (one, other) -> one));

    static boolean areIn(String text) {
        return NAMED.matcher(text).find();
    }

    /** How many there are, each of which is there. */
    int present(String page) {
        var names = NAMED.matcher(page);
        var named = 0;
        for (; names.find(); named++) {
            assertThat(tests).as(names.group()).containsKey(names.group(1));
            if (names.group(2) == null) continue;
            var method = "void " + names.group(2) + (names.group(3) == null ? "(" : "");
            assertThat(Checkout.text(tests.get(names.group(1))))
                    .as(names.group())
                    .contains(method);
        }
        return named;
    }
}
