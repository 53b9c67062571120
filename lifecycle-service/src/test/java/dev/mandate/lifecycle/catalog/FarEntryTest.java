package dev.mandate.lifecycle.catalog;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mandate.events.lifecycle.CatalogEntry;
import dev.mandate.events.lifecycle.CatalogEntry.Domain;
import dev.mandate.events.lifecycle.CatalogEntry.Model;
import dev.mandate.events.lifecycle.CatalogEntry.Role;
import dev.mandate.events.lifecycle.CatalogEntry.Surface;
import dev.mandate.events.lifecycle.CatalogEntry.Tool;
import dev.mandate.events.lifecycle.ToolLabel;
import dev.mandate.events.lifecycle.TrustedField;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class FarEntryTest {
    private static final Tool PAY = tool("payments", false, ToolLabel.MONEY);
    private static final Role SALES = role(List.of("employee"), List.of("sales"));

    @Test
    void other_labels_and_another_application_reach_far() {
        assertThat(far(PAY, tool("payments", false))).singleElement().satisfies(entry -> {
            assertThat(entry.what()).isEqualTo("the tool pay has the labels money and gets none");
            assertThat(entry.departments()).containsExactly("*");
        });
        assertThat(far(PAY, tool("mail", false, ToolLabel.MONEY))).hasSize(1);
        assertThat(far(PAY, titled("Pays"))).isEmpty();
    }

    @Test
    void a_labelled_tool_is_not_relabelled_by_deleting_it_first() {
        assertThat(far(PAY, tool("payments", true)))
                .singleElement()
                .satisfies(entry -> assertThat(entry.what()).contains("goes"));
        assertThat(far(tool("payments", false), tool("payments", true)))
                .as("it could come back as another application's, or with another description")
                .hasSize(1);
        assertThat(far(tool("payments", true), PAY))
                .as("there is none that could lose any")
                .isEmpty();
        assertThat(far(null, PAY)).isEmpty();
    }

    @Test
    void a_tool_does_not_move_to_another_server_and_its_page_unseen() {
        assertThat(far(ofServer("mail"), ofServer("files")))
                .singleElement()
                .satisfies(entry -> assertThat(entry.what()).contains("moves from the MCP server mail to files"));
        assertThat(far(ofServer(null), ofServer("files")))
                .as("somebody accepted it")
                .isEmpty();
        assertThat(far(ofServer("mail"), ofServer(null))).isEmpty();
    }

    private static Tool ofServer(String server) {
        return new Tool("pay", 1, false, "pay", "payments", Set.of(), Map.of(), null, null, server);
    }

    @Test
    void a_tools_description_is_what_its_calls_are_held_against() {
        var described = new Tool(
                "pay", 1, false, "pay", "payments", Set.of(ToolLabel.MONEY), Map.of(), "pays what was asked for");
        assertThat(far(PAY, described))
                .singleElement()
                .satisfies(entry -> assertThat(entry.what()).contains("pays what was asked for"));
        assertThat(far(described, PAY)).hasSize(1);
        assertThat(far(described, described)).isEmpty();
    }

    @Test
    void a_description_says_nothing_in_our_name() {
        var forged = new Tool(
                "pay", 1, false, "pay", "payments", Set.of(ToolLabel.MONEY), Map.of(), "Pays”; nothing else changes");
        assertThat(far(PAY, forged))
                .singleElement()
                .satisfies(entry -> assertThat(entry.what()).endsWith("as: “Pays\"; nothing else changes”"));
    }

    /** As the label untrusted, which they take away in part. */
    @Test
    void fields_that_no_stranger_is_said_to_write_reach_far() {
        var list = listing();
        var trusting = listing("/items/*/recipient");
        assertThat(far(list, trusting))
                .singleElement()
                .satisfies(entry -> assertThat(entry.what())
                        .isEqualTo(
                                "of what the tool list shows, strangers are said to write all, and will be said to write all but"
                                        + " “/items/*/recipient”, so that whom that names is held as none of theirs"));
        assertThat(far(trusting, list)).hasSize(1);
        assertThat(far(trusting, trusting)).isEmpty();
        assertThat(far(
                        PAY,
                        new Tool(
                                "pay",
                                1,
                                false,
                                "pay",
                                "payments",
                                Set.of(ToolLabel.UNTRUSTED),
                                Map.of(),
                                null,
                                Set.of(TrustedField.of("/to")),
                                null)))
                .as("whoever says yes reads all that changes")
                .singleElement()
                .satisfies(entry -> assertThat(entry.what()).contains("gets untrusted; of what", "“/to”"));
    }

    private static Tool listing(String... fields) {
        var trusted = Stream.of(fields).map(TrustedField::of).collect(Collectors.toSet());
        return new Tool("list", 1, false, "list", "bank", Set.of(ToolLabel.UNTRUSTED), Map.of(), null, trusted, null);
    }

    @Test
    void tags_of_models_and_surfaces_and_who_provides_a_model_are_what_policies_go_by() {
        var plain = model("acme");
        var tagged = model("acme", "confidential");
        assertThat(far(tagged, plain))
                .singleElement()
                .satisfies(entry ->
                        assertThat(entry.what()).isEqualTo("the model m has the tags confidential and gets none"));
        assertThat(far(plain, model("other")))
                .singleElement()
                .satisfies(entry -> assertThat(entry.what())
                        .isEqualTo("the model m is provided by acme and gets the provider other"));
        assertThat(far(null, plain)).as("policies go by its provider").hasSize(1);
        assertThat(far(plain, new Model("m", 2, true, "m", "acme", Set.of()))).hasSize(1);
        assertThat(far(tagged, new Model("m", 2, false, "Another title", "acme", Set.of("confidential"))))
                .isEmpty();

        assertThat(far(null, surface(false, "editor"))).hasSize(1);
        assertThat(far(surface(false, "editor"), surface(false))).hasSize(1);
        assertThat(far(surface(false, "editor"), surface(true))).hasSize(1);
        assertThat(far(null, surface(false))).isEmpty();
        assertThat(far(surface(false), surface(true))).isEmpty();
        assertThat(far(surface(false), of("cli_editor")))
                .as("who is on it")
                .singleElement()
                .satisfies(entry -> assertThat(entry.what())
                        .isEqualTo("on the surface s is nobody, and will be who comes by the clients cli_editor"));
        assertThat(far(of("cli_editor"), surface(true))).hasSize(1);
        assertThat(far(of("cli_editor"), of("cli_editor"))).isEmpty();
    }

    @Test
    void whose_word_puts_somebody_on_a_surface_reaches_far() {
        assertThat(far(of("cli_editor"), by("https://attester.example")))
                .singleElement()
                .satisfies(
                        entry -> assertThat(entry.what())
                                .isEqualTo(
                                        "on the surface s is who comes by the clients cli_editor, and will be who comes whom one of these issuers puts there: https://attester.example"));
        assertThat(far(by("https://attester.example"), surface(true))).hasSize(1);
        assertThat(far(by("https://attester.example"), by("https://attester.example")))
                .isEmpty();
    }

    /** Also fewer: who is on it no more may leave what is forbidden there. */
    @Test
    void from_which_networks_one_is_on_a_surface_reaches_far() {
        assertThat(far(surface(false), in("10.0.0.0/8", "2001:db8::/32")))
                .singleElement()
                .satisfies(
                        entry -> assertThat(entry.what())
                                .isEqualTo(
                                        "on the surface s is nobody, and will be who comes from the networks 10.0.0.0/8 2001:db8::/32"));
        assertThat(far(in("10.0.0.0/8", "2001:db8::/32"), in("10.0.0.0/8"))).hasSize(1);
        assertThat(far(in("10.0.0.0/8"), surface(false))).hasSize(1);
        assertThat(far(in("10.0.0.0/8"), surface(true))).hasSize(1);
        assertThat(far(in("10.0.0.0/8"), in("10.0.0.0/8"))).isEmpty();
    }

    @Test
    void an_own_domain_reaches_far_whether_it_comes_or_goes() {
        assertThat(far(null, new Domain("attacker.example", 1, false))).hasSize(1);
        assertThat(far(new Domain("own.example", 1, false), new Domain("own.example", 2, true)))
                .hasSize(1);
    }

    @Test
    void a_role_that_gives_more_or_reaches_more_people_reaches_far() {
        assertThat(far(SALES, role(List.of("employee", "finance"), List.of("sales"))))
                .singleElement()
                .satisfies(entry -> {
                    assertThat(entry.what()).isEqualTo("the role r inherits finance too");
                    assertThat(entry.roles()).containsExactly("r");
                });
        assertThat(far(SALES, role(List.of("employee"), List.of("sales", "*"))))
                .singleElement()
                .satisfies(entry -> assertThat(entry.what()).contains("birthright of everyone"));
        assertThat(far(null, role(List.of("finance"), List.of("*")))).hasSize(1);
        assertThat(far(null, role(List.of(), List.of("*"))))
                .as("policies may speak of it already")
                .singleElement()
                .satisfies(entry -> assertThat(entry.departments()).containsExactly("*"));
        assertThat(far(null, role(List.of("finance"), List.of())))
                .as("nobody holds it")
                .isEmpty();
    }

    @Test
    void a_role_that_gives_less_reaches_fewer_or_goes_reaches_far() {
        assertThat(far(SALES, role(List.of(), List.of("sales"))))
                .singleElement()
                .satisfies(entry -> {
                    assertThat(entry.what()).isEqualTo("the role r inherits employee no more");
                    assertThat(entry.roles()).containsExactly("r");
                });
        assertThat(far(SALES, role(List.of("employee"), List.of())))
                .singleElement()
                .satisfies(entry -> {
                    assertThat(entry.what()).isEqualTo("the role r is a birthright of sales no more");
                    assertThat(entry.departments()).containsExactly("sales");
                });
        assertThat(far(SALES, new Role("r", 2, true, "r", List.of(), List.of())))
                .singleElement()
                .satisfies(entry -> {
                    assertThat(entry.what()).contains("goes");
                    assertThat(entry.roles()).containsExactly("r");
                });
        assertThat(far(SALES, new Role("r", 2, false, "Sells", SALES.inherits(), SALES.birthrightDepartments())))
                .isEmpty();
    }

    private static List<FarEntry> far(CatalogEntry before, CatalogEntry after) {
        return FarEntry.among(new Snapshot(before == null ? List.of() : List.of(before)), List.of(after));
    }

    private static Tool tool(String application, boolean deleted, ToolLabel... labels) {
        return new Tool("pay", 1, deleted, "pay", application, Set.of(labels), Map.of());
    }

    private static Tool titled(String title) {
        return new Tool("pay", 1, false, title, "payments", Set.of(ToolLabel.MONEY), Map.of());
    }

    private static Model model(String provider, String... tags) {
        return new Model("m", 1, false, "m", provider, Set.of(tags));
    }

    private static Surface surface(boolean deleted, String... tags) {
        return new Surface("s", 1, deleted, "s", Set.of(tags), Set.of());
    }

    private static Surface of(String... clients) {
        return new Surface("s", 1, false, "s", Set.of(), Set.of(clients));
    }

    private static Surface by(String... issuers) {
        return new Surface("s", 1, false, "s", Set.of(), null, null, Set.of(issuers));
    }

    private static Surface in(String... networks) {
        return new Surface("s", 1, false, "s", Set.of(), null, Set.of(networks));
    }

    private static Role role(List<String> inherits, List<String> departments) {
        return new Role("r", 1, false, "r", inherits, departments);
    }
}
