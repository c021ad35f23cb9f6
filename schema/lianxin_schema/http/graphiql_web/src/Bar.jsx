// Who asks, and in which language.
import { useState } from "react";
import { locality, signIn, signOut, token } from "./api.js";
import { say, spoken, switchLanguage } from "./words.js";

export function Bar({ onChange }) {
  const [signedIn, setSignedIn] = useState(Boolean(token()));
  const [said, setSaid] = useState("");

  const changed = () => {
    setSignedIn(Boolean(token()));
    onChange();
  };
  const enter = async (event) => {
    event.preventDefault();
    const given = new FormData(event.currentTarget);
    try {
      await signIn(given.get("username"), given.get("password"));
      setSaid("");
      changed();
    } catch (error) {
      setSaid(error.message);
    }
  };
  const leave = () => {
    signOut();
    changed();
  };
  return (
    <header className="bar">
      <h1>
        连心 <span>{locality}</span>
      </h1>
      {signedIn ? (
        <>
          <span>{say("signedIn")}</span>
          <button type="button" onClick={leave}>{say("signOut")}</button>
        </>
      ) : (
        <form onSubmit={enter}>
          <input name="username" autoComplete="username" aria-label={say("username")} placeholder={say("username")} required maxLength={256} />
          <input name="password" type="password" autoComplete="current-password" aria-label={say("password")} placeholder={say("password")} required maxLength={256} />
          <button>{say("signIn")}</button>
        </form>
      )}
      <span role="alert">{said}</span>
      <a href="graphiql/licences.txt">{say("licences")}</a>
      <button type="button" lang={spoken() === "en" ? "zh" : "en"} onClick={switchLanguage}>{say("language")}</button>
    </header>
  );
}
