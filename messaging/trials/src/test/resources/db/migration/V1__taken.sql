CREATE TABLE taken (
    n           bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    employee_id text NOT NULL CHECK (employee_id NOT LIKE 'breaks-the-schema%')
);
