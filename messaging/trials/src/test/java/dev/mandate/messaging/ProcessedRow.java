package dev.mandate.messaging;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.GenerationType;
import jakarta.persistence.Id;
import jakarta.persistence.Table;

/** What the effects of the tests write. */
@Entity
@Table(name = "taken")
public class ProcessedRow {
    @Id
    @GeneratedValue(strategy = GenerationType.IDENTITY)
    Long n;

    @Column(name = "employee_id")
    String employeeId;

    protected ProcessedRow() {}

    public ProcessedRow(String employeeId) {
        this.employeeId = employeeId;
    }
}
