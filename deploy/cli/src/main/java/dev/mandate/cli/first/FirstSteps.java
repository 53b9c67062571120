package dev.mandate.cli.first;

import dev.mandate.cli.mcp.AcceptedFile;
import dev.mandate.cli.running.MandateSystem;
import dev.mandate.cli.running.Service;
import dev.mandate.events.cloudevents.PlainText;
import java.io.PrintStream;
import java.util.Optional;
import java.util.TreeSet;

/** What {@code up} prints for a newcomer: where things are, a first token, a first decision. */
final class FirstSteps {
    private FirstSteps() {}

    /** @param invitation of the first administrator; empty once he has used one */
    static void print(MandateSystem system, boolean seeded, Optional<String> invitation, PrintStream out) {
        var ports = system.ports();
        for (var service : system.services()) {
            out.printf(
                    "  %-18s %s   health and metrics %s/q/health%n",
                    service.title(), ports.url(service), ports.managementUrl(service));
        }
        out.printf("  %-18s %s (SASL; passwords in .mandate/credentials)%n%n", "kafka", ports.bootstrapServers());
        guarded(system, out);
        if (invitation.isPresent()) {
            out.println("Your own way in, once and within a day: choose a passkey, or a password with an app, for "
                    + FirstAdministrator.EMPLOYEE + " at");
            out.printf("  %s%n%n", invitation.get());
        } else {
            out.printf("Sign in as %s at %s/sign-in%n%n", FirstAdministrator.EMPLOYEE, ports.pagesUrl());
        }
        out.println("Then run commands as yourself, and not as the bootstrap client:");
        out.printf("  deploy/mandate login%n%n");
        out.println("Pages for who signed in, such as what waits for his yes:");
        out.printf("  %s%n%n", ports.url(Service.CONSOLE));
        out.println("A first token and a first decision:");
        out.printf(
                "  TOKEN=$(curl -s -u admin:$(sed -n 's/^admin-client=//p' .mandate/secrets) -d grant_type=client_credentials %s/oauth2/token | sed 's/.*\"access_token\":\"\\([^\"]*\\)\".*/\\1/')%n",
                ports.url(Service.IDENTITY));
        out.printf(
                "  curl -s -H \"Authorization: Bearer $TOKEN\" -H 'Content-Type: application/json' %s/access/v1/evaluation -d '{\"subject\":{\"type\":\"agent\",\"id\":\"agt_nobody\"},\"action\":{\"name\":\"call\"},\"resource\":{\"type\":\"tool\",\"id\":\"email.send\"}}'%n%n",
                ports.url(Service.AUTHZ));
        if (!seeded) return;
        out.println(
                "An agent of Emil's works for Ada. A check that is denied, the command that mends it, and the same check allowed:");
        out.printf(
                "  deploy/mandate check %s email.send --argument 'to=[\"ada.abel@acme.example\"]'%n",
                ExampleOrganisation.AGENT);
        out.printf(
                "  deploy/mandate delegate \"Ada Abel\" %s crm.read_contact email.send%n", ExampleOrganisation.AGENT);
        out.printf(
                "  deploy/mandate check %s email.send --argument 'to=[\"ada.abel@acme.example\"]'%n",
                ExampleOrganisation.AGENT);
        out.println("An application asks about what it keeps itself:");
        out.println(
                "  deploy/mandate check \"Ada Abel\" invoicing invoice inv-4711 approve --attribute amount=120 --attribute department=sales --attribute status=open");
    }

    /** Where MCP clients go, and what comes before a first call. */
    private static void guarded(MandateSystem system, PrintStream out) {
        var servers = new TreeSet<String>();
        for (var file : system.mcpServers()) servers.addAll(AcceptedFile.names(file));
        if (servers.isEmpty()) return;
        out.println("MCP clients reach what stands behind the gateway at");
        for (var server : servers)
            out.printf(
                    "  %-18s %s/mcp/%s%n",
                    PlainText.shown(server), system.ports().url(Service.GATEWAY), PlainText.shown(server));
        out.println("What it lists, and what of it agents may be shown:");
        out.printf("  deploy/mandate mcp tools%n%n");
    }
}
