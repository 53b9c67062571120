package dev.mandate.cli.documents;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** While replicas are replaced, those of the version before run on the schema of this one, and again after a way back. */
class MigrationsTest {
    /** The last migrations from before this was held. */
    private static final Map<String, Integer> BEFORE = Map.of(
            "identity-service", 48, "lifecycle-service", 7, "audit-service", 140, "authz-service", 1, "messaging", 3);

    /** What takes something away, by its file's name, with the version that was the last to use it: at least one lies between. */
    private static final Map<String, String> NOT_USED_SINCE =
            Map.of("V8__grants_without_keys.sql", "2026-11-28; 34bfb19a and 8954d781 lie between");

    private static final Pattern NUMBER = Pattern.compile("V(?:0_)?(\\d+)__.*\\.sql");
    private static final Pattern CREATED = Pattern.compile("create table (?:if not exists )?(\\w+)");
    private static final Pattern TABLE =
            Pattern.compile("(?:alter table|create unique index \\w+ on) (?:only )?(\\w+)");
    private static final List<Pattern> TAKES_AWAY = Stream.of(
                    "drop (table|column|view|schema)\\b",
                    "^alter table .*\\bdrop (?!constraint\\b|not null\\b|column\\b|default\\b)\\w+",
                    "\\brename\\b",
                    "\\bset not null\\b",
                    "\\bdrop default\\b",
                    "alter column \\w+ (set data )?type\\b",
                    "\\badd (constraint|check|unique|primary key|foreign key|exclude)\\b",
                    "^create unique index",
                    "add column (?![^,]*\\bdefault\\b)[^,]*\\bnot null\\b")
            .map(Pattern::compile)
            .toList();

    @Test
    void a_migration_leaves_what_replicas_of_the_version_before_read_and_write() {
        var migrations = Checkout.files("", path -> path.matches(".*src/main/resources/db/.*\\.sql"));
        assertThat(migrations)
                .isNotEmpty()
                .filteredOn(MigrationsTest::isHeld)
                .filteredOn(
                        file -> !NOT_USED_SINCE.containsKey(file.getFileName().toString()))
                .allSatisfy(file -> assertThat(takenAway(Checkout.text(file)))
                        .as(file + ": expand now, contract a version later (CONTRIBUTING.md, Changing data)")
                        .isEmpty());
    }

    @Test
    void what_takes_something_away_is_seen_and_what_adds_is_not() {
        assertThat(takenAway("ALTER TABLE one ADD COLUMN a text, DROP COLUMN b;"))
                .hasSize(1);
        assertThat(takenAway("ALTER TABLE one DROP b;")).hasSize(1);
        assertThat(takenAway("ALTER TABLE one ADD UNIQUE (a);")).hasSize(1);
        assertThat(takenAway("ALTER TABLE one ADD CHECK (a > 0);")).hasSize(1);
        assertThat(takenAway("ALTER TABLE one ADD COLUMN a text NOT NULL;")).hasSize(1);
        assertThat(takenAway("ALTER TABLE one ADD COLUMN a text NOT NULL, ADD COLUMN b int DEFAULT 1;"))
                .hasSize(1);
        assertThat(takenAway("ALTER TABLE one ALTER COLUMN a SET NOT NULL;")).hasSize(1);
        assertThat(takenAway("ALTER TABLE one ALTER COLUMN a DROP DEFAULT;")).hasSize(1);
        assertThat(takenAway("ALTER TABLE one\n    RENAME COLUMN a TO b;")).hasSize(1);
        assertThat(takenAway("CREATE UNIQUE INDEX one_a ON one (a);")).hasSize(1);
        assertThat(takenAway("ALTER TABLE one ADD COLUMN a boolean NOT NULL DEFAULT false, ADD COLUMN b text;"))
                .isEmpty();
        assertThat(takenAway("CREATE TABLE one (a text NOT NULL); CREATE UNIQUE INDEX one_a ON one (a);"))
                .isEmpty();
        assertThat(takenAway("ALTER TABLE one ALTER COLUMN a DROP NOT NULL;")).isEmpty();
        assertThat(takenAway("ALTER TABLE one DROP CONSTRAINT a; -- DROP COLUMN is for later"))
                .isEmpty();
    }

    private static boolean isHeld(Path file) {
        var number = NUMBER.matcher(file.getFileName().toString());
        assertThat(number.matches()).as(file.toString()).isTrue();
        var module = BEFORE.keySet().stream()
                .filter(name -> file.toString().contains(name + "/src/main/"))
                .findAny();
        assertThat(module).as(file.toString()).isPresent();
        return Integer.parseInt(number.group(1)) > BEFORE.get(module.orElseThrow());
    }

    private static List<String> takenAway(String migration) {
        var text = migration
                .replaceAll("--.*", "")
                .replaceAll("(?s)\\$\\$.*?\\$\\$", "")
                .toLowerCase(Locale.ROOT)
                .replaceAll("\\s+", " ");
        var made = CREATED.matcher(text).results().map(one -> one.group(1)).toList();
        return Arrays.stream(text.split(";"))
                .map(String::strip)
                .filter(statement -> TABLE.matcher(statement)
                        .results()
                        .map(one -> one.group(1))
                        .noneMatch(made::contains))
                .flatMap(statement -> TAKES_AWAY.stream()
                        .flatMap(pattern -> pattern.matcher(statement).results())
                        .map(MatchResult::group))
                .toList();
    }
}
