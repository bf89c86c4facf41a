import { DatabaseSync } from 'node:sqlite'

/** The anchor of stats: prints the seconds in which SQLite groups so many rows by two columns and averages a third. */
const database = new DatabaseSync(':memory:')
database.exec('create table scanned (person text, day integer, seconds real) strict')
database
  .prepare(`
    insert into scanned
    with recursive row(n) as (select 0 union all select n + 1 from row where n < ?)
    select 'annotator.' || (n / 100 % 90) || '@example.com', n % 100, n % 800 from row`)
  .run(Number(process.argv[2]) - 1)
const grouped = database.prepare('select person, day, count(*), avg(seconds) from scanned group by person, day')
const started = performance.now()
grouped.all()
console.log((performance.now() - started) / 1000)
database.close()
