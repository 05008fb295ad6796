-- The tables of each earlier version, as SQLite was told to make them: each has those above it, too.

-- shape: models
CREATE TABLE models (id VARCHAR(64) NOT NULL, bytes BIGINT NOT NULL, used BIGINT NOT NULL, about TEXT NOT NULL, PRIMARY KEY (id));
CREATE INDEX ix_models_used ON models (used);
CREATE TABLE model_files (id VARCHAR(64) NOT NULL, data BLOB NOT NULL, PRIMARY KEY (id), FOREIGN KEY(id) REFERENCES models (id) ON DELETE CASCADE);

-- shape: deletion tokens
CREATE TABLE model_senders (id VARCHAR(64) NOT NULL, token VARCHAR(64) NOT NULL, PRIMARY KEY (id, token), FOREIGN KEY(id) REFERENCES models (id) ON DELETE CASCADE);

-- shape: trainings
CREATE TABLE trainings (id VARCHAR(32) NOT NULL, client VARCHAR(16) NOT NULL, "plan" TEXT NOT NULL, phase VARCHAR(8) NOT NULL, step INTEGER NOT NULL, steps INTEGER NOT NULL, chunk INTEGER NOT NULL, checkpoints INTEGER NOT NULL, error TEXT, state BLOB NOT NULL, made BIGINT NOT NULL, seen BIGINT NOT NULL, owner VARCHAR(32) NOT NULL, lease BIGINT NOT NULL, PRIMARY KEY (id));
CREATE INDEX ix_trainings_phase ON trainings (phase);
CREATE TABLE training_checkpoints (training VARCHAR(32) NOT NULL, n INTEGER NOT NULL, step INTEGER NOT NULL, told TEXT NOT NULL, weights BLOB NOT NULL, PRIMARY KEY (training, n), FOREIGN KEY(training) REFERENCES trainings (id) ON DELETE CASCADE);

-- shape: rooms
CREATE TABLE rooms (code VARCHAR(4) NOT NULL, "key" VARCHAR(64) NOT NULL, made BIGINT NOT NULL, expires BIGINT NOT NULL, is_closed BOOLEAN NOT NULL, version BIGINT NOT NULL, desk VARCHAR(64) NOT NULL, stand TEXT NOT NULL, lesson TEXT NOT NULL, PRIMARY KEY (code));
CREATE INDEX ix_rooms_expires ON rooms (expires);
CREATE TABLE room_seats (room VARCHAR(4) NOT NULL, seat INTEGER NOT NULL, token VARCHAR(64) NOT NULL, language VARCHAR(2) NOT NULL, people INTEGER NOT NULL, nickname TEXT NOT NULL, doing VARCHAR(10) NOT NULL, address TEXT, since BIGINT NOT NULL, told VARCHAR(32) NOT NULL, seen BIGINT NOT NULL, is_removed BOOLEAN NOT NULL, PRIMARY KEY (room, seat), FOREIGN KEY(room) REFERENCES rooms (code) ON DELETE CASCADE);
CREATE UNIQUE INDEX room_seats_token ON room_seats (room, token);
CREATE TABLE room_questions (room VARCHAR(4) NOT NULL, id VARCHAR(32) NOT NULL, place INTEGER NOT NULL, version INTEGER NOT NULL, round INTEGER NOT NULL, state VARCHAR(8) NOT NULL, asked TEXT NOT NULL, opened BIGINT NOT NULL, changed BIGINT NOT NULL, PRIMARY KEY (room, id), FOREIGN KEY(room) REFERENCES rooms (code) ON DELETE CASCADE);
CREATE TABLE room_answers (room VARCHAR(4) NOT NULL, id VARCHAR(32) NOT NULL, n BIGINT NOT NULL, question VARCHAR(32) NOT NULL, version INTEGER NOT NULL, round INTEGER NOT NULL, seat INTEGER NOT NULL, value TEXT NOT NULL, why VARCHAR(16) NOT NULL, "after" BIGINT NOT NULL, is_passed BOOLEAN NOT NULL, PRIMARY KEY (room, id), FOREIGN KEY(room) REFERENCES rooms (code) ON DELETE CASCADE);
CREATE INDEX room_answers_question ON room_answers (room, question, seat);

-- shape: tasks of the Lab
CREATE TABLE room_tasks (room VARCHAR(4) NOT NULL, seat INTEGER NOT NULL, task VARCHAR(32) NOT NULL, reached INTEGER NOT NULL, goal INTEGER NOT NULL, PRIMARY KEY (room, seat), FOREIGN KEY(room) REFERENCES rooms (code) ON DELETE CASCADE);

-- shape: who opened a room
CREATE TABLE room_openers (room VARCHAR(4) NOT NULL, client VARCHAR(16) NOT NULL, watched BIGINT NOT NULL, PRIMARY KEY (room), FOREIGN KEY(room) REFERENCES rooms (code) ON DELETE CASCADE);

-- shape: vocabularies
CREATE TABLE model_vocabularies (id VARCHAR(64) NOT NULL, data BLOB NOT NULL, PRIMARY KEY (id), FOREIGN KEY(id) REFERENCES models (id) ON DELETE CASCADE);
