package dev.mandate.cli.story;

import static dev.mandate.cli.story.Stage.roles;

/** Chapter 3: a joiner has what the department gives; a mover changes everything in one step. */
final class JoinersAndMovers {
    private JoinersAndMovers() {}

    static void haveTheirRoles(Stage stage) {
        var joiner = stage.await.until(
                () -> stage.cast.worker(stage.ada), found -> roles(found).contains("sales"));
        stage.expect("Ada of sales holds the birthright roles", "[employee, sales]", roles(joiner));
        var mover = stage.employee(5);
        var before = stage.await.until(() -> stage.cast.worker(mover), found -> found.has("identity"));
        stage.hr.moves(mover, Stage.inDepartment(before, "sales"));
        var after = stage.await.until(
                () -> stage.cast.worker(mover), found -> roles(found).contains("sales"));
        stage.expect("a mover lost the old department's roles and has the new ones", "[employee, sales]", roles(after));
        stage.print("3. Joiners and movers");
    }
}
