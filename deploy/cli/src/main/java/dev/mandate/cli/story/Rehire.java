package dev.mandate.cli.story;

import static dev.mandate.cli.story.Stage.MODEL;

import dev.mandate.authz.client.Question;
import dev.mandate.cli.actors.Verdict;

/** Chapter 9: a leaver comes back, to what his new department gives and to nothing of before. */
final class Rehire {
    private Rehire() {}

    static void startsAfresh(Stage stage) {
        var leaver = stage.employee(12);
        var id = stage.cast.person(leaver);
        var worker = stage.cast.worker(leaver);
        var before = stage.cast.signIn().person(leaver);
        stage.expect(
                "before he leaves, he may ask with his token",
                "allow",
                stage.questions.use(before, "person", id, MODEL));
        stage.hr.leaves(leaver);
        var denied = stage.await.until(() -> use(stage, id), verdict -> !verdict.allowed());
        stage.expect("a leaver is denied", false, denied.allowed());
        stage.hr.returns(leaver, Stage.inDepartment(worker, "finance"));
        stage.expect("a rehire is allowed again", "allow", stage.await.until(() -> use(stage, id), Verdict::allowed));
        stage.expect(
                "and holds what his new department gives, nothing of before",
                "[employee, finance]",
                stage.await.until(() -> Stage.roles(stage.cast.worker(leaver)), "[employee, finance]"::equals));
        stage.expect("no token from before works", true, isRefused(stage, before, id));
        stage.print("9. A leaver comes back");
    }

    private static Verdict use(Stage stage, String person) {
        return stage.questions.use(stage.cast.admin(), "person", person, MODEL);
    }

    private static boolean isRefused(Stage stage, String token, String person) {
        var decision =
                stage.api.authz(token).decide(Question.about("person", person).doing("use", "model", MODEL));
        var failure = decision.failure();
        if (failure != null) return failure.status() == 401;
        var verdict = Verdict.of(decision);
        stage.questions.received().add(verdict.id());
        return !verdict.allowed();
    }
}
