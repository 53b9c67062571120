-- All roles of a person with their times, for applications that ask which he holds. Of who is here already they come with his next state.
ALTER TABLE identities ADD COLUMN roles text NOT NULL DEFAULT '[]';

-- Applications that read ID tokens alone, and so want in them what userinfo tells.
ALTER TABLE clients ADD COLUMN claims_in_id_token boolean NOT NULL DEFAULT false;
