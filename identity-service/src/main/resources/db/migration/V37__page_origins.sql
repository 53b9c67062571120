-- Origins of the addresses (separated by spaces) that people come back to, as browsers write them. Whether a page's origin is one is asked
-- before it asks anything: WebOrigin has the last word.
CREATE FUNCTION page_origins(redirect_uris text) RETURNS text[]
    LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE
    RETURN string_to_array(
        regexp_replace(
            regexp_replace(
                regexp_replace(lower(redirect_uris), '(://[^/? ]+)[^ ]*', '\1', 'g'),
                '(https://[^ ]*):443( |$)', '\1\2', 'g'),
            '(http://[^ ]*):80( |$)', '\1\2', 'g'),
        ' ');

CREATE INDEX clients_by_page_origin ON clients USING gin (page_origins(redirect_uris)) WHERE public AND stopped_reason IS NULL;
