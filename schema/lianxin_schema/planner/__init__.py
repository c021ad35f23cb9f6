"""An operation becomes one statement: parse, analyse, authorise, plan, bind, run, fill, encode."""
