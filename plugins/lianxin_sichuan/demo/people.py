"""Peopling the six places."""

from lianxin.demo import Chance, Place, Stage
from lianxin_sichuan.demo import places
from lianxin_sichuan.demo.plan import Plan
from lianxin_sichuan.demo.province import Office, Province, Village
from lianxin_sichuan.terms import GRID_PEOPLE

DAM_HOUSEHOLDS = 96


def people_the_province(stage: Stage, plan: Plan) -> Province:
    return _Peopling(stage, plan).done()


class _Peopling:
    def __init__(self, stage: Stage, plan: Plan) -> None:
        self.stage, self.plan = stage, plan
        self.chance: Chance = stage.chance.about("people")
        self.province = Province(stage.unit("SC", places.PROVINCE, "province"))

    def done(self) -> Province:
        top = self.province.place
        self.province.clerks = [self._hire(top, "clerk") for _ in range(3)]
        self.province.supervisors = [self._hire(top, "member") for _ in range(2)]
        for part in (
            self._kangzhuang,
            self._neijiang,
            self._langzhong,
            self._suining,
            self._guangyuan,
            self._ziyang,
        ):
            part()
        return self.province

    def _hire(self, place: Place, *posts: str) -> int:
        person = self.stage.official(self.chance)
        self._appoint(person, place, *posts)
        return person

    def _appoint(self, person: int, place: Place, *posts: str) -> None:
        since = self.stage.ago(self.chance.whole(300, 900))
        for post in posts:
            self.stage.appoint(person, place, post, since=since)

    def _settle(self, place: Place, number: int, *, in_need: float = 0.0) -> Village:
        found = Village(place)
        for n in range(1, number + 1):
            marks = ["in_need"] if self.chance.happens(in_need) else []
            home, head = self.stage.household(
                f"{place.code}-H{n:03}", place, self.chance, marks=marks
            )
            found.homes.append(home)
            found.heads.append(head)
        return found

    def _office(self, code: str, name: str, kind: str, above: Place, *leads: str) -> Office:
        office = Office(self.stage.unit(code, name, kind, above))
        office.leaders = [self._hire(office.place, *leads)]
        office.staff = [self._hire(office.place, "handler")]
        return office

    def _kangzhuang(self) -> None:
        """Everybody who is to belong to a grid does; the first residents are messengers, too."""
        province, stage = self.province, self.stage
        city = stage.unit("CD", "成都市", "city", province.place)
        street = stage.unit(
            "QY-1", "苏坡街道", "street", stage.unit("QY", "青羊区", "county", city)
        )
        province.community = self._office("KZ", places.COMMUNITY, "community", street, "principal")
        place = province.community.place
        for n, name in enumerate(places.GRIDS, 1):
            grid = Office(stage.unit(f"KZ-G{n}", name, "grid", place))
            grid.staff = [self._hire(grid.place, "grid_lead")]
            province.grids.append(grid)
            province.residents.append(self._settle(grid.place, self.plan.homes))
        for n in range(self.plan.people_in_grids):
            post = GRID_PEOPLE[n % len(GRID_PEOPLE)].code
            if post == "kz_worker":
                person = self._hire(place, post)
            else:
                person = stage.resident(self.chance)
                self._appoint(person, place, post)
            self._appoint(person, province.grids[n % len(province.grids)].place, "grid_member")
            if post != "kz_worker" and len(province.messengers) < self.plan.messengers:
                province.messengers.append(person)
                self._appoint(person, place, "opinion_messenger")
        for village in province.residents[:2]:
            self._appoint(village.heads[0], place, "teahouse_owner")

    def _neijiang(self) -> None:
        province, stage = self.province, self.stage
        posts = ("principal", "receiving_leader")
        province.neijiang = self._office("NJ", places.NEIJIANG, "city", province.place, *posts)
        for n, name in enumerate(places.DEPARTMENTS, 1):
            office = self._office(
                *(f"NJ-D{n}", name, "department", province.neijiang.place, "department_head")
            )
            office.staff.append(self._hire(office.place, "helping_cadre"))
            province.departments.append(office)
        town = stage.unit("NJ-T1", "凌云镇", "town", province.neijiang.place)
        for n, name in enumerate(places.NEIJIANG_VILLAGES, 1):
            place = stage.unit(f"NJ-V{n}", name, "village", town)
            province.villages.append(self._settle(place, 8, in_need=0.4))

    def _langzhong(self) -> None:
        stage = self.stage
        city = stage.unit("LZ", places.LANGZHONG, "city", self.province.place)
        town = stage.unit("LZ-FS", places.DAM_TOWN, "town", city)
        place = stage.unit("LZ-FS1", places.DAM_VILLAGE, "village", town)
        self.province.dam = self._settle(place, DAM_HOUSEHOLDS)
        for head in self.province.dam.heads[:12]:
            self._appoint(head, place, "dam_representative")

    def _suining(self) -> None:
        city = self.stage.unit("SN", places.SUINING, "city", self.province.place)
        for n, name in enumerate(places.SUINING_BUREAUS, 1):
            self.province.bureaus.append(
                self._office(f"SN-D{n}", name, "department", city, "principal")
            )

    def _guangyuan(self) -> None:
        city = self.stage.unit("GY", places.GUANGYUAN, "city", self.province.place)
        for n, (name, towns) in enumerate(places.COUNTIES.items(), 1):
            county = self._office(f"GY-C{n}", name, "county", city, "principal")
            self.province.counties.append(county)
            for m, town in enumerate(towns, 1):
                office = self._office(
                    f"GY-C{n}-{m}", town, "town", county.place, "principal", "charged_leader"
                )
                self.province.towns.append(office)
                village = self.stage.unit(
                    f"{office.place.code}-V", f"{town[:-1]}坪村", "village", office.place
                )
                self.province.town_villages[office.place.id] = self._settle(village, 4)

    def _ziyang(self) -> None:
        province = self.province
        province.ziyang = self._office("ZY", places.ZIYANG, "city", province.place, "principal")
        above = province.ziyang.place
        for n, name in enumerate(places.ZIYANG_DEPARTMENTS, 1):
            province.rated.append(
                self._office(f"ZY-D{n:02}", name, "department", above, "principal")
            )
        for n, name in enumerate(places.ZIYANG_TOWNS, 1):
            posts = ("principal", "pledging_secretary")
            province.pledging.append(self._office(f"ZY-T{n}", name, "town", above, *posts))
