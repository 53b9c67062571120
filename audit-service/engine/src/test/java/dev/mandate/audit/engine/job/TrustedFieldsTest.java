package dev.mandate.audit.engine.job;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mandate.events.lifecycle.ToolLabel;
import dev.mandate.events.risk.SessionRisk.Origin;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/**
 * Strangers write the subjects of one's own transactions, and the bank alone whom one paid: by an account that stood where only the bank
 * writes, work goes on, and by any other it is found out as before.
 */
class TrustedFieldsTest {
    private static final String LIST = "bank.transactions";
    private static final String LANDLORD = "de89370400440532013000";
    private static final String EVE = "gb29nwbk60161331926819";

    private final RiskRun run = RiskRun.withShippedRules()
            .at("10:00")
            .saying("Pay the rent again to whom I paid it last month")
            .listing(LIST, "/items/*/recipient")
            .tool("mail.read", ToolLabel.PRIVATE, ToolLabel.UNTRUSTED)
            .tool("bank.pay", ToolLabel.MONEY, ToolLabel.STATE);

    @AfterEach
    void close() {
        run.close();
    }

    private List<String> alertsOfPaying(String account) {
        run.calls("bank.pay", Map.of("recipient", account, "amount", 980));
        return run.alerts().stream()
                .map(alert -> alert.findingInfo().analytic().name())
                .toList();
    }

    private Origin origin(String account) {
        return run.state().identifiers().stream()
                .filter(seen -> seen.value().equals(account))
                .findFirst()
                .orElseThrow()
                .origin();
    }

    @Test
    void whom_one_paid_before_is_paid_again() {
        run.inTrustedFields(LANDLORD).shows(LIST, LANDLORD, EVE);
        assertThat(origin(LANDLORD)).isEqualTo(Origin.RESULT);
        assertThat(alertsOfPaying(LANDLORD)).isEmpty();
    }

    @Test
    void and_who_wrote_his_account_into_a_subject_is_not() {
        run.inTrustedFields(LANDLORD).shows(LIST, LANDLORD, EVE);
        assertThat(origin(EVE)).isEqualTo(Origin.UNTRUSTED);
        assertThat(alertsOfPaying(EVE)).containsExactly("Money moves to a payee that strangers' text named");
    }

    @Test
    void whoever_reads_the_finding_is_told_why_the_one_is_known_and_the_other_is_not() {
        run.inTrustedFields(LANDLORD).shows(LIST, LANDLORD, EVE);
        run.calls("bank.pay", Map.of("recipient", EVE, "copy", LANDLORD));
        assertThat(run.alerts())
                .singleElement()
                .satisfies(alert -> assertThat(alert.evidences()
                                .get(alert.evidences().size() - 1)
                                .data())
                        .containsEntry(
                                "destinations",
                                List.of(
                                        Map.of(
                                                "value",
                                                EVE,
                                                "origin",
                                                "untrusted",
                                                "why",
                                                "a text that strangers can write named it first, outside the fields that the"
                                                        + " tool's owner trusts, and nothing else speaks for it: it counts as a"
                                                        + " stranger"),
                                        Map.of(
                                                "value",
                                                LANDLORD,
                                                "origin",
                                                "result",
                                                "why",
                                                "an answer showed it, where strangers can't write"))));
    }

    @Test
    void without_a_word_of_the_tools_owner_nobody_is_told_apart() {
        run.listing(LIST).inTrustedFields(LANDLORD).shows(LIST, LANDLORD, EVE);
        assertThat(alertsOfPaying(LANDLORD)).isNotEmpty();
    }

    @Test
    void nor_does_the_word_of_one_owner_count_for_the_tool_of_another() {
        run.inTrustedFields(LANDLORD).shows("mail.read", LANDLORD);
        assertThat(alertsOfPaying(LANDLORD)).isNotEmpty();
    }

    @Test
    void what_strangers_text_showed_first_stays_theirs() {
        run.shows("mail.read", LANDLORD).inTrustedFields(LANDLORD).shows(LIST, LANDLORD);
        assertThat(origin(LANDLORD)).isEqualTo(Origin.UNTRUSTED);
        assertThat(alertsOfPaying(LANDLORD)).isNotEmpty();
    }

    @Test
    void who_is_told_of_an_answer_that_was_not_told_whole_may_be_anybody() {
        run.notAllTold(true).inTrustedFields(LANDLORD).shows(LIST, LANDLORD);
        assertThat(alertsOfPaying(LANDLORD)).isNotEmpty();
    }

    @Test
    void a_report_of_another_call_than_was_decided_speaks_for_nobody() {
        run.permits("dec_1", LIST, Map.of("of", "june")).inTrustedFields(LANDLORD);
        run.answersUnder("dec_1", LIST, Map.of("of", "july"), LANDLORD);
        assertThat(origin(LANDLORD)).isEqualTo(Origin.UNTRUSTED);
    }
}
