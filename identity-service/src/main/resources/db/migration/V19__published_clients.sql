-- An application that publishes what it is becomes a client once a person agrees to it; it may send requests ahead before.
ALTER TABLE pushed_requests DROP CONSTRAINT pushed_requests_client_id_fkey;
