package dev.mandate.gateway.tools;

import static dev.mandate.events.lifecycle.ToolLabel.CREDENTIAL;
import static dev.mandate.events.lifecycle.ToolLabel.DESTROY;
import static dev.mandate.events.lifecycle.ToolLabel.EGRESS;
import static dev.mandate.events.lifecycle.ToolLabel.GRANT;
import static dev.mandate.events.lifecycle.ToolLabel.MONEY;
import static dev.mandate.events.lifecycle.ToolLabel.PRIVATE;
import static dev.mandate.events.lifecycle.ToolLabel.STATE;
import static dev.mandate.events.lifecycle.ToolLabel.UNTRUSTED;

import com.fasterxml.jackson.databind.JsonNode;
import dev.mandate.events.lifecycle.ToolLabel;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;

/**
 * Labels that a tool's definition speaks for, each with what of it does: its name, names of its arguments, its annotations. They are for
 * whoever accepts it, and nothing goes by them. Whoever writes a definition may have reason to calm, so that a word or hint only ever adds a
 * label: {@code readOnlyHint} takes none away, and a tool that doesn't call itself a reading one is taken for one that changes something.
 */
final class LabelProposals {
    private static final Pattern BETWEEN_WORDS = Pattern.compile("[^\\p{L}]+|(?<=\\p{Ll})(?=\\p{Lu})");

    private static final Set<String> READING =
            words("get list read search query find fetch view show describe lookup browse"
                    + " retrieve load check count total summarize download export open inspect tail diff status log");
    private static final Set<String> PUBLIC =
            words("time date day weather timezone version help ping echo currency exchange rate");
    private static final Set<String> OF_OTHERS = words(
            "mail email message inbox chat channel thread dm sms page webpage web site"
                    + " website url link issue comment review ticket post tweet feed document file event calendar product article news"
                    + " notification pull request discussion attachment transcript transaction statement search browse");
    private static final Set<String> SENDING =
            words("send mail email message dm sms post publish share upload webhook notify forward"
                    + " reply respond comment tweet announce browse navigate invite participant submit input http");
    private static final Set<String> PAYING =
            words("pay payment money transfer refund purchase buy checkout charge invest withdraw"
                    + " deposit donate order tip bill transaction payout");
    private static final Set<String> SIGNING_IN = words(
            "password passwd passphrase credential secret token key ssh mfa otp totp pin login signin account certificate");
    private static final Set<String> GRANTING = words(
            "grant invite role permission member collaborator access assign enroll promote owner admin group acl share"
                    + " user");
    private static final Set<String> DESTROYING =
            words("delete remove drop purge erase clear cancel wipe truncate destroy uninstall"
                    + " revoke terminate reset discard prune kill overwrite");
    private static final Set<String> PLACES = words(
            "url uri href link webhook endpoint host domain to cc bcc recipient email address channel phone number");
    private static final Set<String> PAGES = words("browse navigate webpage web page url website");
    private static final Set<String> LINKS = words("url uri href link webhook endpoint");
    private static final Set<String> SUMS = words("amount price sum iban currency");
    private static final Set<String> SECRETS = words("password passwd passphrase secret token credential");

    private final Set<String> name;
    private final Set<String> arguments;
    private final JsonNode annotations;
    private final boolean reading;
    private final List<Proposal> proposals = new ArrayList<>();

    /**
     * @param because what of the definition speaks for it, as a part of a sentence
     */
    record Proposal(ToolLabel label, String because) {}

    private LabelProposals(JsonNode shown) {
        this.name = wordsOf(shown.path("name").asText());
        this.arguments = new TreeSet<>();
        shown.path("inputSchema")
                .path("properties")
                .fieldNames()
                .forEachRemaining(each -> arguments.addAll(wordsOf(each)));
        this.annotations = shown.path("annotations");
        this.reading = first(name, READING).isPresent();
    }

    /** @param shown the definition, as clients are shown it */
    static List<Proposal> of(JsonNode shown) {
        return new LabelProposals(shown).all();
    }

    private List<Proposal> all() {
        named(
                PRIVATE,
                reading
                        && (first(name, PUBLIC).isEmpty()
                                || first(name, OF_OTHERS).isPresent()),
                READING);
        named(UNTRUSTED, reading, OF_OTHERS);
        hinted(UNTRUSTED, "openWorldHint");
        argued(UNTRUSTED, LINKS);
        argued(EGRESS, reading ? LINKS : PLACES);
        named(EGRESS, true, reading ? PAGES : SENDING);
        named(MONEY, !reading, PAYING);
        if (!reading) argued(MONEY, SUMS);
        named(CREDENTIAL, !reading, SIGNING_IN);
        if (!reading) argued(CREDENTIAL, SECRETS);
        named(GRANT, !reading, GRANTING);
        named(DESTROY, true, DESTROYING);
        hinted(DESTROY, "destructiveHint");
        named(STATE, true, DESTROYING);
        if (!reading) propose(STATE, "nothing in its name says that it only reads");
        return proposals;
    }

    private void named(ToolLabel label, boolean sensible, Set<String> words) {
        if (sensible) first(name, words).ifPresent(word -> propose(label, "its name says “" + word + "”"));
    }

    private void argued(ToolLabel label, Set<String> words) {
        first(arguments, words).ifPresent(word -> propose(label, "it takes an argument “" + word + "”"));
    }

    private void hinted(ToolLabel label, String hint) {
        if (annotations.path(hint).asBoolean()) propose(label, "its server says " + hint);
    }

    private void propose(ToolLabel label, String because) {
        if (proposals.stream().noneMatch(proposal -> proposal.label() == label))
            proposals.add(new Proposal(label, because));
    }

    private static Optional<String> first(Set<String> said, Set<String> words) {
        return said.stream()
                .filter(word -> words.contains(word)
                        || word.endsWith("s") && words.contains(word.substring(0, word.length() - 1)))
                .findFirst();
    }

    private static Set<String> wordsOf(String name) {
        var words = new TreeSet<String>();
        for (var word : BETWEEN_WORDS.split(name)) if (!word.isEmpty()) words.add(word.toLowerCase(Locale.ROOT));
        return words;
    }

    private static Set<String> words(String text) {
        return Set.of(text.split(" "));
    }
}
