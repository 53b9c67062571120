package dev.mandate.authz.engine.policies;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mandate.authz.engine.cedar.EntityUid;
import dev.mandate.authz.engine.cedar.PolicySet;
import dev.mandate.authz.engine.cedar.publish.Finding;
import dev.mandate.authz.engine.cedar.publish.PolicyFile;
import dev.mandate.authz.engine.cedar.publish.TemplateLink;
import dev.mandate.authz.engine.policytests.PolicyTests;
import dev.mandate.events.lifecycle.AttributeType;
import dev.mandate.events.lifecycle.CatalogEntry.Application;
import dev.mandate.events.lifecycle.ResourceType;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Policies about an application's resources are held against what the catalogue says of them. */
class ApplicationSchemaTest {
    private static final Application ACCOUNTS = new Application(
            "accounts-payable",
            1,
            false,
            "Accounts payable",
            List.of(
                    type("credit-note", Map.of("amount", AttributeType.LONG, "tags", AttributeType.STRINGS), "folder"),
                    type("folder", Map.of("owner", AttributeType.PERSON, "keeper", AttributeType.AGENT), "folder")),
            Set.of("cli_accounts"));

    @Test
    void what_is_declared_fits() {
        assertThat(findings("""
                permit (principal, action in [AccountsPayable::Action::"view", AccountsPayable::Action::"close"],
                        resource is AccountsPayable::CreditNote in AccountsPayable::Folder::"2026")
                when { resource.amount < 10 && resource has tags && resource.tags.contains("x") };
                permit (principal is Mandate::Agent, action, resource is AccountsPayable::Folder)
                when { resource.keeper == principal && resource.owner.department == "sales" };
                """)).isEmpty();
    }

    @Test
    void an_undeclared_attribute_type_or_action_is_refused_with_its_place() {
        assertThat(
                        findings(
                                "permit (principal, action, resource is AccountsPayable::CreditNote) when { resource.sum < 10 };"))
                .singleElement()
                .satisfies(it -> assertThat(it.message()).contains("sum"));
        assertThat(
                        findings(
                                "permit (principal, action, resource is AccountsPayable::CreditNote) when { resource.amount == \"x\" || resource.amount < \"y\" };"))
                .isNotEmpty();
        assertThat(findings("permit (principal, action, resource is AccountsPayable::Invoice);"))
                .isNotEmpty();
        assertThat(findings("permit (principal, action == AccountsPayable::Action::\"burn\", resource);"))
                .isNotEmpty();
        assertThat(
                        findings(
                                "permit (principal, action, resource is AccountsPayable::CreditNote) when { resource.tags.contains(\"x\") };"))
                .as("an attribute that may be left out is asked for with has")
                .isNotEmpty();
    }

    @Test
    void an_application_that_the_policies_do_not_speak_of_is_in_nobodys_way() {
        var policies = "permit (principal, action, resource in Mandate::Application::\"crm\");";
        assertThat(extended(policies, List.of()).files().schema().text())
                .isEqualTo(PolicyFiles.shipped().schema().text());
        assertThat(findings(policies)).isEmpty();
    }

    @Test
    void a_link_of_a_template_speaks_of_it_too() {
        var link =
                new TemplateLink("one", "any", Map.of("?resource", new EntityUid("AccountsPayable::Folder", "2026")));
        var extended = extended("@id(\"any\") permit (principal, action, resource in ?resource);", List.of(link));
        assertThat(extended.files().schema().text()).contains("namespace AccountsPayable");
    }

    @Test
    void nobody_else_declares_what_is_the_applications() {
        var schema = new PolicyFile(
                PolicyFiles.SCHEMA,
                PolicyFiles.shipped().schema().text() + "\nnamespace AccountsPayable { entity CreditNote; }");
        var files = new PolicyFiles(
                schema,
                List.of(new PolicyFile("p", "permit (principal, action, resource is AccountsPayable::CreditNote);")));
        assertThat(ApplicationSchema.of(files, List.of(), List.of(ACCOUNTS)).findings())
                .singleElement()
                .satisfies(it -> assertThat(it.message()).contains("accounts-payable", "leave it out"));
    }

    @Test
    void the_tests_of_the_example_pass() {
        var application = new Application(
                "invoicing",
                1,
                false,
                "Invoices",
                List.of(new ResourceType(
                        "invoice",
                        Set.of("view", "approve", "pay"),
                        Map.of(
                                "amount", AttributeType.LONG,
                                "department", AttributeType.STRING,
                                "status", AttributeType.STRING,
                                "owner", AttributeType.PERSON),
                        Set.of("owner"),
                        Set.of())),
                Set.of());
        var files = ApplicationSchema.of(
                        new PolicyFiles(
                                PolicyFiles.shipped().schema(),
                                List.of(ShippedPolicies.example().get(0))),
                        List.of(),
                        List.of(application))
                .files();
        var book = Compilation.of("invoicing", "invoicing/1", files, List.of())
                .fold(
                        compiled -> new PolicyBook(
                                PolicySet.compile(compiled.version().policies()), "invoicing/1"),
                        refused -> {
                            throw new AssertionError(refused.findings());
                        });
        var report = PolicyTests.run(List.of(ShippedPolicies.example().get(1)), book);
        assertThat(report.findings()).isEmpty();
        assertThat(report.results())
                .hasSize(8)
                .allSatisfy(it -> assertThat(it.problem()).as(it.name()).isNull());
    }

    private static ResourceType type(String name, Map<String, AttributeType> attributes, String parent) {
        var optional = attributes.containsKey("tags") ? Set.of("tags") : Set.<String>of();
        return new ResourceType(name, Set.of("view", "close"), attributes, optional, Set.of(parent));
    }

    private static List<Finding> findings(String policies) {
        return Compilation.of("set", "set/1", extended(policies, List.of()).files(), List.of())
                .fold(compiled -> List.<Finding>of(), Compilation.Refused::findings);
    }

    private static ApplicationSchema.Extended extended(String policies, List<TemplateLink> links) {
        return ApplicationSchema.of(
                new PolicyFiles(PolicyFiles.shipped().schema(), List.of(new PolicyFile("p", policies))),
                links,
                List.of(ACCOUNTS));
    }
}
