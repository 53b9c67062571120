package dev.mandate.identity.signin;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jwt.JWTClaimsSet;
import java.util.List;
import org.junit.jupiter.api.Test;

class SubjectClaimTest {
    @Test
    void sub_stands_in_for_an_employee_id_that_is_not_there_but_not_for_one_that_is_no_text() {
        assertThat(SubjectClaim.EMPLOYEE_ID.of(claims().build())).contains("E1");
        assertThat(SubjectClaim.EMPLOYEE_ID.of(
                        claims().claim("employeeId", "E2").build()))
                .contains("E2");
        for (var other : new Object[] {null, "", " ", 2, List.of("E2"), "E\0"}) {
            assertThat(SubjectClaim.EMPLOYEE_ID.of(
                            claims().claim("employeeId", other).build()))
                    .isEmpty();
        }
    }

    @Test
    void an_email_that_its_issuer_has_not_verified_names_nobody_however_it_says_so() {
        assertThat(SubjectClaim.EMAIL.of(claims().build())).contains("ada@acme.example");
        for (var verified : new Object[] {true, "true"}) {
            assertThat(SubjectClaim.EMAIL.of(
                            claims().claim("email_verified", verified).build()))
                    .contains("ada@acme.example");
        }
        for (var other : new Object[] {false, "false", 0, "no", List.of()}) {
            assertThat(SubjectClaim.EMAIL.of(
                            claims().claim("email_verified", other).build()))
                    .isEmpty();
        }
    }

    private static JWTClaimsSet.Builder claims() {
        return new JWTClaimsSet.Builder().subject("E1").claim("email", "ada@acme.example");
    }
}
