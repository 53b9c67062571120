package dev.mandate.authz.engine.decisions;

import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Writes policies about the guide's bills that can be published, in the forms that the guide shows and some that have no filter. */
record BillPolicies(Random random) {
    private static final String BILL = "resource is Payables::Bill";

    String some() {
        return "permit (principal is Mandate::Agent, action, " + BILL + ") when { context.delegated };\n"
                + IntStream.range(0, 2 + random.nextInt(4))
                        .mapToObj(i -> "@id(\"p" + i + "\") " + policy())
                        .collect(Collectors.joining("\n"));
    }

    private String policy() {
        if (random.nextInt(12) == 0) return "permit (principal, action, " + BILL + ");";
        var forbids = random.nextInt(3) == 0;
        return obligation(forbids) + (forbids ? "forbid" : "permit") + " ("
                + pick("principal", "principal is Mandate::Person", "principal in Mandate::Role::\"sales\"")
                + ", action, "
                + pick(
                        BILL,
                        BILL,
                        BILL,
                        "resource == Payables::Bill::\"" + random.nextInt(4) + "\"",
                        "resource is Payables::Bill in Payables::Customer::\"c" + random.nextInt(3) + "\"",
                        "resource in Mandate::Application::\"payables\"")
                + ") " + pick("when", "when", "unless") + " { resource is Payables::Bill && " + bool(2) + " };";
    }

    private String obligation(boolean forbids) {
        if (random.nextInt(6) > 0) return "";
        return pick(
                "@obligation(\"approval\") ",
                forbids ? "" : "@obligation(\"step_up:urn:mandate:acr:mfa\") ",
                forbids ? "" : "@obligation(\"notification:audit\") ");
    }

    private String bool(int depth) {
        if (depth > 0 && random.nextInt(3) > 0) {
            var d = depth - 1;
            return switch (random.nextInt(6)) {
                case 0, 1, 2 -> "(" + bool(d) + " && " + bool(d) + ")";
                case 3, 4 -> "(" + bool(d) + " || " + bool(d) + ")";
                default -> "!(" + bool(d) + ")";
            };
        }
        return "("
                + switch (random.nextInt(20)) {
                    case 0, 1 ->
                        "resource.amount " + pick("<", "<=", ">", ">=", "==", "!=") + pick(" 100", " 500", " 0");
                    case 2, 3 -> "principal is Mandate::Person && principal.department == resource.department";
                    case 4 -> "resource.department == " + pick("\"Sales\"", "\"Finance\"");
                    case 5, 6 -> "resource has owner && resource.owner == principal";
                    case 7 -> "if resource has owner then resource.owner != principal else true";
                    case 8 -> "resource has approver && resource has owner && resource.approver == resource.owner";
                    case 9 -> "resource has paid && resource.paid < resource.amount";
                    case 10 -> "resource.costCentre like \"" + pick("c-*", "*1", "*", "c-1") + "\"";
                    case 11 -> "[\"Sales\", \"Finance\"].contains(resource.department)";
                    case 12 ->
                        "resource has tags && resource.tags."
                                + pick(
                                        "contains(\"a\")",
                                        "containsAll([\"a\", \"b\"])",
                                        "containsAny([\"b\"])",
                                        "isEmpty()");
                    case 13 -> "resource.urgent";
                    case 14 -> "if resource.urgent then resource.amount < 500 else resource has owner";
                    case 15 -> "resource in Payables::Customer::\"c1\"";
                    case 16 -> "context.delegated";
                    case 17 -> "context.environment.hour < 12";
                    case 18 -> random.nextInt(3) == 0 ? "resource.amount + 1 > 100" : "resource.urgent";
                    default -> "resource == Payables::Bill::\"" + random.nextInt(4) + "\"";
                }
                + ")";
    }

    private String pick(String... options) {
        return options[random.nextInt(options.length)];
    }
}
