package dev.mandate.authz.engine.policies;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mandate.authz.engine.cedar.publish.PolicyFile;
import dev.mandate.events.administration.Actor;
import dev.mandate.events.authz.PolicyRecord.Activation;
import dev.mandate.events.authz.PolicyRecord.Part;
import dev.mandate.events.authz.PolicyRecord.Published;
import dev.mandate.events.authz.PolicyRecord.Version;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class PublishedSetsTest {
    private static final String MAIL =
            "@id(\"mail\") permit (principal, action in Mandate::Action::\"egress\", resource);";
    private static final String WEB =
            "@id(\"web\") permit (principal, action in Mandate::Action::\"untrusted\", resource);";

    private final PublishedSets sets = new PublishedSets(() -> {});
    private final AtomicLong revisions = new AtomicLong();

    @Test
    void a_version_is_in_force_once_all_its_parts_and_its_activation_are_there() {
        var version = sendParts("main", 1, MAIL);
        assertThat(sets.snapshot().active()).isEmpty();
        activate("main", version);
        assertThat(sets.snapshot().active().get("main").policies())
                .extracting(policy -> policy.id())
                .containsExactly("mail");
        assertThat(sets.snapshot().problems()).isEmpty();
    }

    @Test
    void without_a_part_the_version_before_stays_and_the_missing_one_is_named_until_it_comes() {
        activate("main", sendParts("main", 1, MAIL));
        var text = json(WEB);
        activate("main", new Version(2, 1, PolicyParts.digest(text)));
        assertThat(sets.snapshot().active().get("main").name()).isEqualTo("main/1");
        assertThat(sets.snapshot().problems().get("main")).contains("part 0 of main/2 is missing");
        sets.apply(new Part("main", 2, 0, revisions.incrementAndGet(), false, text));
        assertThat(sets.snapshot().active().get("main").name()).isEqualTo("main/2");
        assertThat(sets.snapshot().problems()).isEmpty();
    }

    @Test
    void a_wrong_digest_keeps_the_version_before() {
        activate("main", sendParts("main", 1, MAIL));
        sendParts("main", 2, WEB);
        activate("main", new Version(2, 1, "sha256:00"));
        assertThat(sets.snapshot().active().get("main").name()).isEqualTo("main/1");
        assertThat(sets.snapshot().problems().get("main")).contains("another digest");
    }

    @Test
    void where_there_is_no_version_before_nothing_is_in_force_since_nobody_knows_what_it_forbids() {
        activate("finance", new Version(1, 1, "sha256:00"));
        assertThat(sets.snapshot().lost()).isTrue();
        var files = Map.of("main", new PolicySetVersion("main", "sha256:files", List.of()));
        assertThat(InForce.of(files, sets.snapshot())).isSameAs(InForce.NOTHING);
    }

    @Test
    void an_unreadable_record_keeps_the_version_before_and_says_so() {
        activate("main", sendParts("main", 1, MAIL));
        sets.unreadable("main", "malformed");
        assertThat(sets.snapshot().active()).containsKey("main");
        assertThat(sets.snapshot().problems().get("main")).contains("can't be read");
    }

    @Test
    void parts_of_a_version_that_is_no_more_named_go_without_an_effect() {
        activate("main", sendParts("main", 1, MAIL));
        activate("main", sendParts("main", 2, WEB));
        sets.apply(new Part("main", 1, 0, revisions.incrementAndGet(), true, ""));
        sets.forget("main/1/0");
        assertThat(sets.snapshot().active().get("main").name()).isEqualTo("main/2");
    }

    @Test
    void sets_count_together_and_ids_tell_which_set_a_policy_is_from() {
        activate("main", sendParts("main", 1, MAIL));
        activate("finance", sendParts("finance", 4, WEB));
        var book = InForce.of(Map.of(), sets.snapshot()).book();
        assertThat(book.version()).isEqualTo("main/1,finance/4");
        assertThat(book.policies().policies()).extracting(policy -> policy.id()).containsExactly("mail", "finance/web");
    }

    @Test
    void a_watched_version_is_in_the_shadow_of_the_book_and_nowhere_else() {
        var active = sendParts("main", 1, MAIL);
        var shadow = sendParts("main", 2, WEB);
        sets.apply(
                new Activation("main", revisions.incrementAndGet(), false, active, shadow, Instant.EPOCH, "per_ada"));
        var book = InForce.of(Map.of(), sets.snapshot()).book();
        assertThat(book.version()).isEqualTo("main/1");
        assertThat(book.shadow().version()).isEqualTo("main/2");
        assertThat(book.shadow().shadow()).isNull();
    }

    @Test
    void that_a_version_was_published_puts_nothing_in_force_and_takes_nothing_out_of_it() {
        activate("main", sendParts("main", 1, MAIL));
        var by = new Actor("per_ada", "console", List.of());
        sets.apply(new Published("main", 2, 1, false, "sha256:77aa", 1, 0, null, Instant.EPOCH, by));
        sets.forget("main/2");
        assertThat(sets.snapshot().problems()).isEmpty();
        assertThat(InForce.of(Map.of(), sets.snapshot()).book().version()).isEqualTo("main/1");
    }

    @Test
    void a_set_out_of_force_leaves_main_to_the_files() {
        activate("main", sendParts("main", 1, MAIL));
        activate("main", null);
        var files = Map.of("main", new PolicySetVersion("main", "sha256:files", List.of()));
        assertThat(InForce.of(files, sets.snapshot()).book().version()).isEqualTo("sha256:files");
    }

    @Test
    void a_long_text_travels_in_parts_that_join_to_the_same_even_where_characters_take_two_units() {
        var text = "x" + "\uD83D\uDE00".repeat(100_000);
        var parts = PolicyParts.split(text);
        assertThat(parts).hasSize(2).allSatisfy(part -> {
            assertThat(part.length()).isLessThanOrEqualTo(120_000);
            assertThat(Character.isLowSurrogate(part.charAt(0))).isFalse();
        });
        assertThat(String.join("", parts)).isEqualTo(text);
    }

    private Version sendParts(String set, long version, String policies) {
        var text = json(policies);
        var parts = PolicyParts.split(text);
        for (int number = 0; number < parts.size(); number++)
            sets.apply(new Part(set, version, number, revisions.incrementAndGet(), false, parts.get(number)));
        return new Version(version, parts.size(), PolicyParts.digest(text));
    }

    private void activate(String set, Version version) {
        sets.apply(new Activation(set, revisions.incrementAndGet(), false, version, null, Instant.EPOCH, "per_ada"));
    }

    private static String json(String policies) {
        var files = new PolicyFiles(PolicyFiles.shippedSchema("main"), List.of(new PolicyFile("a.cedar", policies)));
        return Compilation.of("main", "main/0", files, List.of()).fold(Compilation.Compiled::json, refused -> {
            throw new AssertionError("refused: " + refused.findings());
        });
    }
}
