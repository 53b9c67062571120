package dev.mandate.identity.workloads.imported;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mandate.events.identity.WorkloadFacts;
import dev.mandate.messaging.result.Result;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ImportFileTest {
    private static final String NAMES = "system,externalId,name,kind,purpose,owner,end,lastUsed\n";
    private static final String GOOD = "vault,kv/pay,Pay,API_KEY,payments,,,\n";

    @Test
    void a_line_of_csv_is_an_account_with_its_number() {
        var read = lines(
                ImportFile.csv(
                        "\uFEFF" + NAMES
                                + "\nvault, \"kv/pay, old\",Pay,api_key,payments,ada@corp.example,2027-03-31,2026-11-02T12:00:00Z\r\n"));
        assertThat(read).hasSize(1);
        assertThat(read.get(0).line())
                .isEqualTo(Result.done(new ImportLine(
                        3,
                        "vault",
                        "kv/pay, old",
                        "Pay",
                        WorkloadFacts.Kind.API_KEY,
                        "payments",
                        null,
                        "ada@corp.example",
                        Instant.parse("2027-03-31T00:00:00Z"),
                        Instant.parse("2026-11-02T12:00:00Z"))));
    }

    @Test
    void a_line_of_json_is_one_too() {
        var read = lines(ImportFile.json("""
                {"system": "vault", "externalId": "kv/pay", "name": "Pay", "kind": "SERVICE", "purpose": "payments", "environment": "production"}
                {"system": "vault", "externalId": "kv/pay"
                {"system": "vault", "externalId": "kv/fee", "secret": "hunter2"}
                [1]
                null
                {"system": "vault", "externalId": ["kv/pay"]}
                {"system": "vault", "externalId": "kv/a", "name": "A", "kind": "SERVICE", "purpose": "a"} {"secret": "hunter2"}
                {"system": " vault", "externalId": "kv/pay ", "name": "Pay", "kind": "SERVICE", "purpose": "payments"}
                """));
        assertThat(read.get(0).line().map(ImportLine::environment)).isEqualTo(Result.done("production"));
        assertThat(read).hasSize(8).extracting(ImportFile.Read::number).containsExactly(1, 2, 3, 4, 5, 6, 7, 8);
        assertThat(problem(read.get(7))).as("blanks around it aside").contains("line 1 is of the same account");
        assertThat(read.subList(1, 8)).allSatisfy(it -> assertThat(problem(it)).isNotEmpty());
        assertThat(problem(read.get(2)))
                .contains("secret")
                .contains("no secrets")
                .doesNotContain("hunter2");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "vault,kv/pay,Pay,API_KEY,payments,,|7 cells",
                "vault,,Pay,API_KEY,payments,,,|externalId is missing",
                "vault,kv/pay,Pay,PASSWORD,payments,,,|kind is SERVICE, CI_JOB or API_KEY",
                "vault,kv/pay,Pay,API_KEY,payments,Ada,,|owner is a mail address",
                "vault,kv/pay,Pay,API_KEY,payments,,soon,|end is an instant",
                "vault,kv/pay,Pay,API_KEY,payments,,,2026-13-01|lastUsed is an instant",
                "vault,\"kv/pay,Pay,API_KEY,payments,,,|is no CSV",
            })
    void a_bad_line_is_told_with_its_number_while_the_others_are_read(String line, String why) {
        var read = lines(ImportFile.csv(NAMES + line + "\n" + GOOD.replace("kv/pay", "kv/fee")));
        assertThat(read.get(0).number()).isEqualTo(2);
        assertThat(problem(read.get(0))).contains(why);
        assertThat(problem(read.get(1))).isEmpty();
    }

    @Test
    void an_environment_is_a_word() {
        var read = lines(ImportFile.json("""
                {"system": "vault", "externalId": "kv/pay", "name": "Pay", "kind": "SERVICE", "purpose": "payments", "environment": "Prod EU"}"""));
        assertThat(problem(read.get(0))).startsWith("environment is 1 to 50 lower-case letters");
    }

    @Test
    void texts_are_bounded_and_one_account_comes_once() {
        var read = lines(ImportFile.csv(
                NAMES + GOOD + GOOD + GOOD.replace("Pay", "a".repeat(101)) + GOOD.replace("Pay", "P\u202Eay")));
        assertThat(read.stream().map(ImportFileTest::problem))
                .satisfiesExactly(
                        first -> assertThat(first).isEmpty(),
                        second -> assertThat(second).contains("line 2 is of the same account"),
                        third -> assertThat(third).contains("more than 100"),
                        fourth -> assertThat(fourth).startsWith("name "));
    }

    @Test
    void a_file_that_is_none_is_refused_as_a_whole() {
        for (var wrong : List.of(
                "",
                GOOD,
                NAMES.replace("owner", "secret") + GOOD,
                NAMES.replace("owner", "end") + GOOD,
                "system,name,kind,purpose\n",
                NAMES + GOOD.repeat(ImportFile.MOST_LINES + 1)))
            assertThat(ImportFile.csv(wrong)).isInstanceOf(Result.Refused.class);
        assertThat(ImportFile.json("{}\n".repeat(ImportFile.MOST_LINES + 1))).isInstanceOf(Result.Refused.class);
    }

    private static List<ImportFile.Read> lines(Result<List<ImportFile.Read>, String> file) {
        return file.fold(read -> read, wrong -> {
            throw new AssertionError(wrong);
        });
    }

    private static String problem(ImportFile.Read read) {
        return read.line().fold(line -> "", why -> why);
    }
}
