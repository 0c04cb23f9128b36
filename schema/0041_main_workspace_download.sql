-- Whether an outside analyst may take the comments away as a file, as the agreement with them says.
alter table workspace add column may_download boolean not null default false;
